import { createHash, randomBytes } from "node:crypto";
import { findToken, insertToken, markTokenRevoked, type OpenRecord, readTokens } from "@dateline/shared/database";
import { newId } from "@dateline/shared/model";
import { ProblemError, type TokenView, tokenInputSchema } from "@dateline/shared/protocol";
import type { Actor } from "./actor.ts";

type Record = { database: Pick<OpenRecord, "kysely"> };

/** What every token begins with, so that a leaked one is recognised. */
const prefix = "dateline_";

/**
 * Makes a token and returns it; it can't be read again, since the record keeps its hash only.
 *
 * @throws {ProblemError} `invalid` when the name is empty or a scope is not known
 */
export async function createToken(
	{ database }: Record,
	input: { name: string; scopes: readonly string[] },
): Promise<string> {
	return (await makeToken({ database }, input)).token;
}

/** The same, with the token as the API shows it from then on. */
export async function makeToken(
	{ database }: Record,
	input: { name: string; scopes: readonly string[] },
): Promise<{ token: string; view: TokenView }> {
	const parsed = tokenInputSchema.safeParse(input);
	if (!parsed.success) {
		const what = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
		throw new ProblemError("invalid", `The token can't be made: ${what}`);
	}
	const token = prefix + randomBytes(32).toString("base64url");
	const { name, scopes } = parsed.data;
	const view = await insertToken(database.kysely, {
		id: newId(),
		name,
		hash: hashToken(token),
		scopes: [...new Set(scopes)],
	});
	return { token, view };
}

/** All tokens without their secrets, revoked ones too, newest first. */
export const listTokens = ({ database }: Record): Promise<TokenView[]> => readTokens(database.kysely);

/** Revokes a token; the next request with it is refused. @throws {ProblemError} `not_found` */
export async function revokeToken({ database }: Record, id: string): Promise<TokenView> {
	const view = await markTokenRevoked(database.kysely, id);
	if (!view) throw new ProblemError("not_found", `There is no token ${id}.`);
	return view;
}

/**
 * Who holds a token, or null. The record is asked each time, so a revocation is obeyed at once; it is asked by hash, so
 * how long the answer takes tells nothing of the secret.
 */
export async function actorOfToken({ database }: Record, token: string): Promise<Actor | null> {
	if (!token.startsWith(prefix) || token.length > 100) return null;
	const view = await findToken(database.kysely, hashToken(token));
	return view ? { kind: "token", id: view.id, name: view.name, scopes: view.scopes } : null;
}

const hashToken = (token: string): string => createHash("sha256").update(token).digest("hex");
