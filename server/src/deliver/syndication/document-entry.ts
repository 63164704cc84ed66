import { createHash } from "node:crypto";
import { readConsistent, readEventTime } from "@dateline/shared/database";
import type { SiteView } from "@dateline/shared/model";
import { createEntry, type PageEntry } from "../pages/page-entry.ts";
import type { SyndicationParts } from "./create-syndication.ts";
import type { DocumentRoute } from "./find-document.ts";
import { makeDocument } from "./make-document.ts";

/** A document that was made, with each encoding that was asked for. */
export interface DocumentEntry extends PageEntry {
	/** Its media type. */
	type: string;
	/** The `Link` header, or null. */
	links: string | null;
	/** When the record last changed what it depends on; null when nothing ever did. */
	modified: string | null;
	/** When the clock changes it, in milliseconds since 1970; null when only an event does. */
	until: number | null;
}

/** Times that a document is read again because one of its channels moved meanwhile. */
const attempts = 3;

/** Makes what stands at a route, as `renderEntry` does it for pages; `before` is kept when it comes out the same. */
export async function renderDocumentEntry(
	parts: SyndicationParts,
	route: DocumentRoute,
	before: DocumentEntry | undefined,
): Promise<DocumentEntry> {
	const { model, record, settings } = parts;
	for (let attempt = 1; ; attempt++) {
		const { position: start, epoch } = model;
		const site = await readSiteOf(parts);
		const { made, modified } = await readConsistent(record, async (executor) => {
			const document = await makeDocument(executor, route, { origin: settings.publicUrl, site });
			const newest = Math.max(0, ...document.channels.map((channel) => model.head(channel)));
			return { made: document, modified: newest > 0 ? await readEventTime(executor, newest) : null };
		});
		const { channels } = made;
		const head = Math.max(0, ...channels.map((channel) => model.head(channel)));
		if ((head > start || model.epoch !== epoch) && attempt < attempts) continue;
		const signature = createHash("sha256").update(made.text).digest("base64url");
		if (before && before.signature === signature && before.status === made.status && before.epoch === epoch) {
			return Object.assign(before, { channels, checked: start, until: made.until });
		}
		const position = Math.min(head, start);
		const entry = createEntry(
			{ key: route.key, status: made.status, epoch, channels, position, checked: start, signature },
			made.text,
		);
		return Object.assign(entry, { type: made.type, links: made.links, modified, until: made.until });
	}
}

export async function readSiteOf({ states }: Pick<SyndicationParts, "states">): Promise<SiteView> {
	const state = (await states.read(["site"])).states.get("site");
	if (state?.kind !== "site") throw new Error("there is no site yet");
	return state.site;
}
