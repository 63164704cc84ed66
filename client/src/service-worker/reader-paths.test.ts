import { expect, it } from "vitest";
import { isKeptPath, isReaderPath, keyOf } from "./reader-paths.ts";

it("keeps readers' pages and nothing that is somebody's alone", () => {
	for (const path of ["/", "/story/a", "/live/b", "/live/b/post/3kq8w0z2m4hd7c", "/digest/2026-05-02", "/about"])
		expect(isKeptPath(path), path).toBe(true);
	const never = ["/newsroom", "/newsroom/story/a", "/preview/secret", "/api/v1/stories", "/socket.io/", "/queues"];
	for (const path of [...never, "/feed.xml", "/media/a.jpg", "/storyboard", "/embed/live/b"]) {
		expect(isKeptPath(path), path).toBe(false);
		expect(isReaderPath(path), path).toBe(false);
	}
	// Pages that answer somebody's question have the page for those who are offline, but no copy.
	for (const path of ["/search", "/follow", "/story/a/changes", "/live/b/changes"])
		expect([isKeptPath(path), isReaderPath(path)], path).toEqual([false, true]);
});

it("knows a page by what tells pages apart, whatever its campaign", () => {
	const key = (address: string) => keyOf(new URL(address, "https://news.example"));
	expect(key("/story/a?utm_source=mail#c-1")).toBe("/story/a");
	expect(key("/?only=key&utm_source=mail&section=city")).toBe("/?section=city&only=key");
	expect(key("/live/b?page=3kq8w0z2m4hd7c&order=oldest")).toBe("/live/b?order=oldest&page=3kq8w0z2m4hd7c");
});
