import { createHash } from "node:crypto";
import { type PageState, restView } from "@dateline/client/pages";
import type { Redirect, Route } from "./find-route.ts";
import { createEntry, type PageEntry } from "./page-entry.ts";
import type { PageSource } from "./page-source.ts";
import { readPage } from "./read-page.ts";
import type { ReaderAssets } from "./reader-assets.ts";
import { writeDocument } from "./write-document.ts";

/** Times that a page is read again because one of its channels moved meanwhile. */
const attempts = 3;

/**
 * Renders what stands at a route. Its version is the greatest head of its channels: when one of them moves while it is
 * read, it is read again, so that whoever waited gets nothing older than when they asked. `before` is kept when the
 * page comes out the same.
 */
export async function renderEntry(
	parts: PageSource & { assets: ReaderAssets; origin: string },
	route: Route,
	before: PageEntry | undefined,
): Promise<PageEntry | { redirect: Redirect }> {
	const { model, assets, origin } = parts;
	for (let attempt = 1; ; attempt++) {
		const { position: start, epoch } = model;
		const read = await readPage(parts, route);
		if ("redirect" in read) return read;
		const channels = Object.keys(read.states).sort();
		const head = Math.max(0, ...channels.map((channel) => model.head(channel)));
		const moved = head > start || model.epoch !== epoch;
		if (moved && attempt < attempts) continue;
		const position = Math.min(head, start);
		const signature = createHash("sha256")
			.update(JSON.stringify([read.page, read.states]))
			.digest("base64url");
		if (before && before.signature === signature && before.status === read.status && before.epoch === epoch) {
			return Object.assign(before, { channels, checked: start });
		}
		const state: PageState = {
			page: read.page,
			states: read.states,
			cursor: { epoch, position },
			origin,
			build: assets.build,
			view: restView,
		};
		return createEntry(
			{ key: route.key, status: read.status, epoch, channels, position, checked: start, signature },
			writeDocument(state, assets),
		);
	}
}
