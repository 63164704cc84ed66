import { createHash, randomBytes } from "node:crypto";
import type { Executor, OpenRecord } from "@dateline/shared/database";
import { newId } from "@dateline/shared/model";
import { sql } from "kysely";
import type { Role } from "../actor.ts";

/** How long a one-time link is good for, in hours. */
export const linkHours = 24;

/** Only the hash is kept: whoever reads the record can't use a link. */
const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("hex");

/**
 * Makes the link by which one person gets an account with this role. The secret stands behind the `#`, which a browser
 * sends to nobody, so it is in no server's log.
 */
export async function createAccountLink(
	{ database, publicUrl }: { database: OpenRecord; publicUrl: string },
	role: Role,
): Promise<string> {
	const secret = randomBytes(32).toString("base64url");
	await database.kysely
		.insertInto("one_time_links")
		.values({ id: newId(), hash: hashOf(secret), role, expires_at: sql<Date>`now() + make_interval(hours => ${linkHours})` })
		.execute();
	return `${publicUrl}/newsroom/welcome#${secret}`;
}

/** The role that an unused link gives and when it ends, or null when it was used, is too old or was never made. */
export async function readAccountLink(database: Executor, secret: string): Promise<{ role: Role; until: Date } | null> {
	const link = await database
		.selectFrom("one_time_links")
		.select(["role", "expires_at"])
		.where("hash", "=", hashOf(secret))
		.where("used_at", "is", null)
		.where("expires_at", ">", sql<Date>`now()`)
		.executeTakeFirst();
	return link ? { role: link.role as Role, until: link.expires_at } : null;
}

/** Uses the link up; of two who come at once, one gets the role and the other null. */
export async function useAccountLink(transaction: Executor, secret: string): Promise<Role | null> {
	const used = await transaction
		.updateTable("one_time_links")
		.set({ used_at: sql<Date>`now()` })
		.where("hash", "=", hashOf(secret))
		.where("used_at", "is", null)
		.where("expires_at", ">", sql<Date>`now()`)
		.returning("role")
		.executeTakeFirst();
	return used ? (used.role as Role) : null;
}
