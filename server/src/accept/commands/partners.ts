import { randomBytes } from "node:crypto";
import {
	type Executor,
	insertPartner,
	readPartner,
	readPartners,
	readPartnerUsage,
	rotatePartnerKey,
	type StoredPartner,
	setPartnerRevoked,
	updatePartner,
} from "@dateline/shared/database";
import { newId } from "@dateline/shared/model";
import { type Partner, type PartnerInput, type PartnerPatch, ProblemError } from "@dateline/shared/protocol";
import { type Actor, actorKey } from "../actor.ts";
import type { AcceptParts } from "../parts.ts";
import type { IfMatch } from "../routing/if-match.ts";

/** What every partner key begins with, so that it is not taken for a token. */
const newKey = (): string => `pk_${randomBytes(16).toString("base64url")}`;

/** All partners with what they use. */
export async function listPartners({ database }: AcceptParts): Promise<Partner[]> {
	const stored = await readPartners(database.kysely);
	return withUsage(database.kysely, stored);
}

/** @throws {ProblemError} `not_found` */
export async function getPartner({ database }: AcceptParts, id: string): Promise<Partner> {
	return presentOne(database.kysely, await readPartner(database.kysely, id), id);
}

/** Makes a partner. @throws {ProblemError} `conflict` when there are too many */
export async function createPartner(executor: Executor, input: PartnerInput, actor: Actor): Promise<Partner> {
	const made = await insertPartner(executor, {
		...withoutRepeats(input),
		...{ id: newId(), key: newKey(), createdBy: actorKey(actor) },
	});
	if (!made) throw new ProblemError("conflict", "There are too many partners.");
	return presentOne(executor, made, made.id);
}

/** Changes a partner; every server obeys within a second. @throws {ProblemError} `not_found`, `revision_mismatch` */
export async function patchPartner(
	executor: Executor,
	patch: PartnerPatch,
	{ partnerId, ifMatch }: { partnerId: string; ifMatch: IfMatch | null },
): Promise<Partner> {
	const before = await readPartner(executor, partnerId);
	if (before && ifMatch && (ifMatch.draft || ifMatch.revision !== before.revision)) {
		const current = await presentOne(executor, before, partnerId);
		throw new ProblemError("revision_mismatch", "Somebody has changed it since.", { current });
	}
	return presentOne(executor, await updatePartner(executor, partnerId, withoutRepeats(patch)), partnerId);
}

/** Revokes a partner (its connections end within a second), or gives it back what it had. */
export const revokePartner = async (executor: Executor, id: string, revoked: boolean): Promise<Partner> =>
	presentOne(executor, await setPartnerRevoked(executor, id, revoked), id);

/** A new key; the one of before opens for so many hours more. */
export const rotateKey = async (executor: Executor, id: string, graceHours: number): Promise<Partner> =>
	presentOne(executor, await rotatePartnerKey(executor, id, newKey(), graceHours), id);

function withoutRepeats<Given extends { origins?: string[] | undefined; channels?: string[] | undefined }>(
	given: Given,
): Given {
	const { origins, channels } = given;
	return {
		...given,
		...(origins && { origins: [...new Set(origins)] }),
		...(channels && { channels: channels.includes("*") ? ["*"] : [...new Set(channels)] }),
	};
}

async function presentOne(executor: Executor, stored: StoredPartner | null, id: string): Promise<Partner> {
	const [partner] = stored ? await withUsage(executor, [stored]) : [];
	if (!partner) throw new ProblemError("not_found", `There is no partner ${id}.`);
	return partner;
}

async function withUsage(executor: Executor, stored: readonly StoredPartner[]): Promise<Partner[]> {
	const usage = await readPartnerUsage(executor);
	return stored.map(({ previousKey: _, previousUntil, ...partner }) => ({
		...partner,
		previousUntil: previousUntil !== null && Date.parse(previousUntil) > Date.now() ? previousUntil : null,
		...(usage.get(partner.id) ?? { open: 0, days: [] }),
	}));
}
