import { createHash, randomBytes } from "node:crypto";
import { insertLink, type NewLinkRow, type OpenRecord } from "@dateline/shared/database";
import { newId } from "@dateline/shared/model";
import type { Role } from "../actor.ts";

/** How long a link is good for, in hours, as it is said when it is made. */
export const linkHours = 24;

/** Only the hash is kept: whoever reads the record can't use a link. */
export const hashLink = (secret: string): string => createHash("sha256").update(secret).digest("hex");

/** What a link is to do; the rest is as for an invitation that says nothing of whom it is for. */
export type LinkPlan = Partial<Omit<NewLinkRow, "id" | "hash">> & { role: Role };

/**
 * Makes a link that works once. The secret stands behind the `#`, which a browser sends to nobody, so it is in no
 * server's log. The address is always our own public one, whatever host a request named.
 */
export async function makeLink(
	{ database, publicUrl }: { database: Pick<OpenRecord, "kysely">; publicUrl: string },
	plan: LinkPlan,
): Promise<{ id: string; link: string }> {
	const secret = randomBytes(32).toString("base64url");
	const id = newId();
	await database.kysely.transaction().execute((transaction) =>
		insertLink(transaction, {
			...{ purpose: "invitation", name: "", email: null, userId: null, stories: [], hours: linkHours },
			...{ createdBy: null, createdByName: "", ...plan, id, hash: hashLink(secret) },
		}),
	);
	return { id, link: `${publicUrl}/newsroom/welcome#${secret}` };
}

/** The link by which one person gets an account with this role. */
export async function createAccountLink(
	parts: { database: Pick<OpenRecord, "kysely">; publicUrl: string },
	role: Role,
): Promise<string> {
	return (await makeLink(parts, { role })).link;
}
