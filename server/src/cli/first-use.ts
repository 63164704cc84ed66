import type { OpenRecord } from "@dateline/shared/database";
import type { Settings } from "@dateline/shared/settings";
import { createAdminLink } from "../accept/accounts/create-admin-link.ts";
import { writeSample } from "../accept/sample/write-sample.ts";

/**
 * Gives an empty record our sample coverage, and a newsroom without an administrator a link that makes the first one.
 * Neither happens with DATELINE_SAMPLE=none.
 *
 * @returns the link, or null when it is not needed
 */
export async function prepareFirstUse({
	settings,
	database,
	ring,
}: {
	settings: Settings;
	database: OpenRecord;
	/** The bell of the worker beside. */
	ring: (storyId: string | null) => Promise<void>;
}): Promise<string | null> {
	if (!settings.sample) return null;
	await writeSample({ database, settings, ring });
	const administrator = await database.kysely
		.selectFrom("user")
		.select("id")
		.where("role", "=", "administrator")
		.limit(1)
		.executeTakeFirst();
	return administrator === undefined ? createAdminLink({ database, publicUrl: settings.publicUrl }) : null;
}
