import type { FollowChoices, FollowerView, FollowLevel } from "@dateline/shared/protocol";

/** What this device keeps of its own: the secret that it is spoken for by, and what it follows, for the buttons. */
interface Kept {
	secret: string;
	channels: Record<string, FollowLevel>;
}

const keptAs = "dateline-follow";
const api = "/api/v1/push";

export function readKept(): Kept | null {
	try {
		const kept = JSON.parse(localStorage.getItem(keptAs) ?? "null") as Kept | null;
		return kept && typeof kept.secret === "string" ? kept : null;
	} catch {
		return null;
	}
}

function keep(secret: string, device: FollowerView): void {
	const channels = Object.fromEntries(device.follows.map(({ channel, level }) => [channel, level]));
	try {
		localStorage.setItem(keptAs, JSON.stringify({ secret, channels }));
	} catch {
		// A browser that keeps nothing can still be sent notices until it is closed.
	}
}

export function forget(): void {
	try {
		localStorage.removeItem(keptAs);
	} catch {
		// Nothing is kept then.
	}
}

/** Whether this browser can show notices here, and whether it may. */
export function permission(): "cannot" | NotificationPermission {
	const can = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
	return can && isSecureContext ? Notification.permission : "cannot";
}

/** What a device begins with: nothing followed. `quiet` are minutes of the day as `from-until`, or empty. */
export function firstChoices(quiet = ""): FollowChoices {
	const [from, until] = quiet.split("-").map(Number);
	return {
		timeZone: zoneHere(),
		breaking: false,
		onlyBreaking: false,
		quiet: from === undefined || until === undefined ? null : { from, until, exceptBreaking: true },
		follows: [],
	};
}

export const zoneHere = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

export const choicesOf = ({ breaking, onlyBreaking, quiet, follows }: FollowerView): FollowChoices => ({
	...{ timeZone: zoneHere(), breaking, onlyBreaking, quiet },
	follows: follows.map(({ channel, level }) => ({ channel, level })),
});

/** The server does not know this device (any more). */
export class UnknownDevice extends Error {}

async function ask(path: string, method: string, body?: unknown): Promise<Response> {
	const secret = readKept()?.secret;
	const response = await fetch(api + path, {
		method,
		headers: {
			...(body !== undefined && { "Content-Type": "application/json" }),
			...(secret && { Authorization: `Bearer ${secret}` }),
		},
		...(body !== undefined && { body: JSON.stringify(body) }),
		signal: AbortSignal.timeout(15_000),
	});
	if (response.status === 404 || response.status === 401) throw new UnknownDevice();
	if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`);
	return response;
}

/** What this device is told as the server has it; null when it takes no notices. */
export async function readDevice(): Promise<FollowerView | null> {
	if (readKept() === null) return null;
	try {
		return (await (await ask("/device", "GET")).json()) as FollowerView;
	} catch (error) {
		if (!(error instanceof UnknownDevice)) throw error;
		forget();
		return null;
	}
}

/** Begins to take notices; the browser asks its user first. Null: they did not allow it. */
export async function takeNotices(choices: FollowChoices): Promise<FollowerView | null> {
	if ((await Notification.requestPermission()) !== "granted") return null;
	const registration = await navigator.serviceWorker.register("/sw.js");
	await navigator.serviceWorker.ready;
	const { publicKey } = (await (await ask("/key", "GET")).json()) as { publicKey: string };
	let subscription = await registration.pushManager.getSubscription();
	if (subscription && keyOf(subscription) !== publicKey) {
		// Made for the keys that the site had before.
		await subscription.unsubscribe();
		subscription = null;
	}
	subscription ??= await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey });
	const { endpoint, keys } = subscription.toJSON();
	const answer = await ask("/devices", "POST", { subscription: { endpoint, keys }, choices });
	const { secret, device } = (await answer.json()) as { secret: string; device: FollowerView };
	keep(secret, device);
	return device;
}

function keyOf({ options }: PushSubscription): string {
	const bytes = new Uint8Array(options.applicationServerKey ?? new ArrayBuffer(0));
	return btoa(String.fromCharCode(...bytes))
		.replaceAll("+", "-")
		.replaceAll("/", "_")
		.replace(/=+$/, "");
}

/** Says what this device wants. @throws {UnknownDevice} when it takes no notices */
export async function saveChoices(choices: FollowChoices): Promise<FollowerView> {
	const device = (await (await ask("/device", "PUT", choices)).json()) as FollowerView;
	keep(readKept()?.secret ?? "", device);
	return device;
}

export const sendTest = (): Promise<Response> => ask("/device/test", "POST", {});

/** Takes no more notices: nothing of this device is kept, here or there. */
export async function stopNotices(): Promise<void> {
	await ask("/device", "DELETE", {}).catch((error: unknown) => {
		if (!(error instanceof UnknownDevice)) throw error;
	});
	forget();
	const registration = await navigator.serviceWorker.getRegistration();
	await (await registration?.pushManager.getSubscription())?.unsubscribe();
}

/** Follows one thing, or (level null) no longer, whatever else this device follows. Null: notices were not allowed. */
export async function follow(channel: string, level: FollowLevel | null, quiet: string): Promise<FollowerView | null> {
	const device = permission() === "granted" ? await readDevice() : null;
	const before = device ? choicesOf(device) : firstChoices(quiet);
	const others = before.follows.filter((one) => one.channel !== channel);
	const choices = { ...before, follows: level === null ? others : [...others, { channel, level }] };
	return device ? saveChoices(choices) : takeNotices(choices);
}
