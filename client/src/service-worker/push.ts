import type { NoticePayload } from "@dateline/shared/protocol";

interface Lasting extends Event {
	waitUntil(work: Promise<unknown>): void;
}
interface Window {
	readonly url: string;
	focus(): Promise<Window>;
	navigate(address: string): Promise<Window | null>;
}

/** What notices need of a service worker's global scope. */
export interface PushScope {
	readonly registration: ServiceWorkerRegistration;
	readonly location: Location;
	readonly clients: {
		matchAll(options: { type: "window"; includeUncontrolled?: boolean }): Promise<readonly Window[]>;
		openWindow(address: string): Promise<Window | null>;
	};
	addEventListener(type: string, listener: (event: Lasting) => void): void;
}

/** Shows notices, opens what they tell of, and says so when the browser gives the device another address. */
export function listenForPush(worker: PushScope): void {
	worker.addEventListener("push", (event) => {
		const { data } = event as Lasting & { data: { json(): unknown } | null };
		event.waitUntil(show(worker, data));
	});
	worker.addEventListener("notificationclick", (event) => {
		const { notification } = event as Lasting & { notification: Notification };
		notification.close();
		event.waitUntil(open(worker, notification.data as Shown | null));
	});
	worker.addEventListener("pushsubscriptionchange", (event) => {
		const { oldSubscription } = event as Lasting & { oldSubscription?: PushSubscription | null };
		event.waitUntil(move(worker, oldSubscription ?? null));
	});
}

/** What a shown notice knows of itself. */
interface Shown {
	path: string;
	story: string;
	position: number;
}

/**
 * One notice of a story replaces the former. One that is there already, which a worker that died may have sent twice, stays
 * as it is without a sound; a browser wants each message to show something.
 */
async function show({ registration }: PushScope, data: { json(): unknown } | null): Promise<void> {
	const notice = read(data);
	if (notice === null) return;
	const { title, body, tag, lang, dir, position, path, story, quiet } = notice;
	const there = await registration.getNotifications({ tag });
	const newest = Math.max(0, ...there.map((one) => (one.data as Shown | null)?.position ?? 0));
	if (position > 0 && newest > position) return;
	const again = newest === position && position > 0;
	await registration.showNotification(title, {
		...{ body, tag, lang, dir, icon: "/icon-192.png", data: { path, story, position } satisfies Shown },
		// Not in TypeScript's library: whether a replacement makes itself heard.
		...{ renotify: !quiet && !again, silent: quiet || again },
	} as NotificationOptions);
}

function read(data: { json(): unknown } | null): NoticePayload | null {
	try {
		const notice = data?.json() as Partial<NoticePayload> | null | undefined;
		const own = (path: unknown) => typeof path === "string" && path.startsWith("/") && !path.startsWith("//");
		if (notice?.v !== 1 || typeof notice.title !== "string" || !own(notice.path) || !own(notice.story)) return null;
		return notice as NoticePayload;
	} catch {
		return null;
	}
}

/** Opens the very post: in an open tab of its story if there is one, else in a new one. */
async function open({ clients, location }: PushScope, shown: Shown | null): Promise<void> {
	const address = new URL(shown?.path ?? "/", location.origin);
	const story = new URL(shown?.story ?? "/", location.origin).pathname;
	const windows = await clients.matchAll({ type: "window", includeUncontrolled: true });
	const of = (url: string) => {
		const { pathname, origin } = new URL(url);
		return origin === location.origin && (pathname === story || pathname.startsWith(`${story}/post/`));
	};
	const there = story === "/" ? undefined : windows.find(({ url }) => of(url));
	if (!there) {
		await clients.openWindow(address.href);
		return;
	}
	const focused = await there.focus();
	if (new URL(focused.url).pathname === address.pathname) return;
	// A tab that this worker does not control can't be led on.
	await focused.navigate(address.href).catch(() => clients.openWindow(address.href));
}

/** The server sends to the new address from now on; what the device follows stays. */
async function move({ registration }: PushScope, old: PushSubscription | null): Promise<void> {
	if (!old) return;
	const subscription =
		(await registration.pushManager.getSubscription()) ?? (await registration.pushManager.subscribe(old.options));
	const { endpoint, keys } = subscription.toJSON();
	await fetch("/api/v1/push/devices/moved", {
		method: "POST",
		headers: { "Content-Type": "application/json" },
		body: JSON.stringify({ from: old.endpoint, subscription: { endpoint, keys } }),
	});
}
