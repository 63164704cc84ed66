import { expect, test } from "vitest";
import { listenForPush, type PushScope } from "./push.ts";

/** A service worker's scope as far as notices need it, with these pages open. */
function openScope(pages: string[]) {
	const listeners = new Map<string, (event: never) => void>();
	const shown: { title: string; data: { position: number }; silent: boolean }[] = [];
	const done: string[] = [];
	const windows = pages.map((path) => {
		const window = {
			url: `https://news.example${path}`,
			focus: async () => {
				done.push(`focus ${path}`);
				return window;
			},
			navigate: async (address: string) => {
				done.push(`navigate ${address}`);
				return window;
			},
		};
		return window;
	});
	const scope = {
		location: { origin: "https://news.example" },
		registration: {
			getNotifications: async () => shown,
			showNotification: async (title: string, options: { data: { position: number }; silent: boolean }) => {
				shown.splice(0, shown.length, { title, ...options });
			},
		},
		clients: {
			matchAll: async () => windows,
			openWindow: async (address: string) => {
				done.push(`open ${address}`);
				return null;
			},
		},
		addEventListener: (type: string, listener: (event: never) => void) => listeners.set(type, listener),
	};
	listenForPush(scope as unknown as PushScope);
	const dispatch = async (type: string, event: object) => {
		let work: Promise<unknown> = Promise.resolve();
		listeners.get(type)?.({ ...event, waitUntil: (given: Promise<unknown>) => (work = given) } as never);
		await work;
	};
	const push = (notice: object) => dispatch("push", { data: { json: () => notice } });
	const click = (data: object) => dispatch("notificationclick", { notification: { close: () => undefined, data } });
	return { shown, done, push, click };
}

const notice = {
	v: 1,
	title: "One",
	body: "",
	tag: "s",
	path: "/live/flood/post/a",
	story: "/live/flood",
	position: 7,
};

test("a newer notice replaces the former, the same one comes without a sound, an older one not at all", async () => {
	const { shown, push } = openScope([]);
	await push({ ...notice, quiet: false });
	expect(shown).toMatchObject([{ title: "One", silent: false }]);
	await push({ ...notice, quiet: false });
	expect(shown).toMatchObject([{ title: "One", silent: true }]);
	await push({ ...notice, title: "Two", position: 9, quiet: false });
	await push({ ...notice, title: "Late", position: 8, quiet: false });
	expect(shown).toMatchObject([{ title: "Two", silent: false }]);
});

test("what is no notice of ours is not shown", async () => {
	const { shown, push } = openScope([]);
	for (const bad of [
		null,
		{},
		{ ...notice, v: 2 },
		{ ...notice, path: "https://evil.example" },
		{ ...notice, path: "//evil" },
	])
		await push(bad as object);
	expect(shown).toEqual([]);
});

test("a tap opens the very post: in the story's open tab, else in a new one", async () => {
	const there = openScope(["/", "/live/flood"]);
	await there.click(notice);
	expect(there.done).toEqual(["focus /live/flood", "navigate https://news.example/live/flood/post/a"]);
	const at = openScope(["/live/flood/post/a"]);
	await at.click(notice);
	expect(at.done).toEqual(["focus /live/flood/post/a"]);
	const elsewhere = openScope(["/", "/live/flooding"]);
	await elsewhere.click(notice);
	expect(elsewhere.done).toEqual(["open https://news.example/live/flood/post/a"]);
});
