import { fileURLToPath } from "node:url";
import { type OpenRecord, readEditorMedia } from "@dateline/shared/database";
import { createMediaStore } from "@dateline/workers/media";
import { storeMedia } from "../media/store-media.ts";
import { pictures } from "./people.ts";
import { sampleId } from "./sample-id.ts";

/** Where pictures go: the data folder, or a bucket. */
export type MediaSettings = Parameters<typeof createMediaStore>[0];

/** Stores those pictures of the sample that are not there yet, as an editor's upload would be. */
export async function storeSamplePictures({
	database: { kysely },
	settings,
}: {
	database: OpenRecord;
	settings: MediaSettings;
}): Promise<void> {
	const store = createMediaStore(settings);
	for (const [name, text] of Object.entries(pictures)) {
		const id = sampleId(`picture:${name}`);
		if (await readEditorMedia(kysely, id)) continue;
		const path = fileURLToPath(new URL(`../../../assets/sample/${name}.webp`, import.meta.url));
		const stored = await storeMedia(store, { path, id, name: `${name}.webp`, createdBy: null });
		await stored.insert(kysely, { ...text, focus: { x: 0.5, y: 0.5 } });
	}
}
