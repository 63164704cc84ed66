import { createHash, randomBytes } from "node:crypto";
import {
	findToken,
	insertToken,
	markTokenRevoked,
	noteTokenUse,
	type OpenRecord,
	readTokens,
} from "@dateline/shared/database";
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
	input: { name: string; scopes: readonly string[]; expiresAt?: string | null },
): Promise<string> {
	return (await makeToken({ database }, input, null)).token;
}

/** The same, with the token as the API shows it from then on. `createdBy` is the name of who made it. */
export async function makeToken(
	{ database }: Record,
	input: { name: string; scopes: readonly string[]; expiresAt?: string | null | undefined },
	createdBy: string | null,
): Promise<{ token: string; view: TokenView }> {
	const parsed = tokenInputSchema.safeParse(input);
	if (!parsed.success) {
		const what = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
		throw new ProblemError("invalid", `The token can't be made: ${what}`);
	}
	const token = prefix + randomBytes(32).toString("base64url");
	const { name, scopes, expiresAt = null } = parsed.data;
	if (expiresAt !== null && Date.parse(expiresAt) <= Date.now()) {
		throw new ProblemError("invalid", "The token would have ended before it is made.", {
			errors: [{ pointer: "/expiresAt", detail: "a moment that is to come" }],
		});
	}
	const view = await insertToken(database.kysely, {
		id: newId(),
		name,
		hash: hashToken(token),
		scopes: [...new Set(scopes)],
		expiresAt,
		createdBy,
	});
	return { token, view };
}

/** All tokens without their secrets, revoked ones too, newest first. */
export const listTokens = ({ database }: Record): Promise<TokenView[]> => readTokens(database.kysely);

/** Revokes a token; the next request with it is refused. @throws {ProblemError} `not_found` */
export async function revokeToken({ database }: Record, id: string): Promise<TokenView> {
	const view = await database.kysely.transaction().execute((transaction) => markTokenRevoked(transaction, id));
	if (!view) throw new ProblemError("not_found", `There is no token ${id}.`);
	return view;
}

/**
 * Who holds a token, or null. The record is asked each time, so a revocation is obeyed at once; it is asked by hash, so
 * how long the answer takes tells nothing of the secret. `from` is the network of the request, for "last used".
 */
export async function actorOfToken(
	{ database }: Record,
	token: string,
	from: string | null = null,
): Promise<Actor | null> {
	if (!token.startsWith(prefix) || token.length > 100) return null;
	const view = await findToken(database.kysely, hashToken(token));
	if (view && isNews(view, from)) {
		// Nobody waits for it, and a record that is away says so to the request itself.
		noteTokenUse(database.kysely, view, from).catch(() => undefined);
	}
	return view ? { kind: "token", id: view.id, name: view.name, scopes: view.scopes } : null;
}

const minute = 60_000;
const isNews = ({ lastUsedAt, lastUsedFrom }: TokenView, from: string | null): boolean =>
	lastUsedAt === null || lastUsedFrom !== from || Date.now() - Date.parse(lastUsedAt) > minute;

const hashToken = (token: string): string => createHash("sha256").update(token).digest("hex");
