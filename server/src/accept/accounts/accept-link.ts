import {
	appendControl,
	type Executor,
	endSessions,
	type OpenLink,
	type OpenRecord,
	putStoryMember,
	readOpenLink,
	revokeResets,
	useLink,
} from "@dateline/shared/database";
import { newId } from "@dateline/shared/model";
import { ProblemError } from "@dateline/shared/protocol";
import { hashPassword } from "better-auth/crypto";
import { noteAction } from "../audit/index.ts";
import { hashLink } from "./one-time-links.ts";
import { findPasswordProblem } from "./password-rule.ts";

/** What a link that can't be used any more is answered with. */
export const linkSpent = () =>
	new ProblemError("conflict", "This link was used already, was taken back, or is too old. Ask for a new one.");

/** What somebody who holds a link fills in. */
export interface LinkForm {
	link: string;
	name: string;
	email: string;
	password: string;
}

/**
 * Makes the account that an invitation stands for. Hashing takes a tenth of a second of a thread, so it comes after the
 * first look at the link and before the transaction, in which only the record is touched. An invitation to an address
 * makes an account with that address and no other.
 *
 * @returns the account's address
 * @throws {ProblemError} `conflict` when the link can't be used, `invalid` for a weak password or a taken address
 */
export async function acceptLink(database: OpenRecord["kysely"], given: LinkForm): Promise<string> {
	const hash = hashLink(given.link);
	const open = await readOpenLink(database, hash);
	if (open?.purpose !== "invitation") throw linkSpent();
	const email = (open.email ?? given.email).toLowerCase();
	const weak = findPasswordProblem(given.password, { name: given.name, email });
	if (weak !== null) throw invalid("/password", weak);
	const password = await hashPassword(given.password);
	await database.transaction().execute(async (transaction) => {
		if (await isTaken(transaction, email)) throw invalid("/email", "There is an account with this e-mail address.");
		const link = await useLink(transaction, hash);
		if (link === null) throw linkSpent();
		const id = await createInvited(transaction, link, { name: given.name, email, emailVerified: link.mailed });
		await setPassword(transaction, id, password);
	});
	return email;
}

/** The account of a used invitation, in the stories that it names. Answers with the account's id. */
export async function createInvited(
	transaction: Executor,
	link: OpenLink,
	owner: { name: string; email: string; emailVerified: boolean },
): Promise<string> {
	const id = newId();
	await transaction
		.insertInto("user")
		.values({ id, ...owner, role: link.role })
		.execute();
	for (const { storyId, role } of link.stories)
		await putStoryMember(transaction, { storyId, userId: id, role, addedBy: "system" });
	await noteAction(transaction, {
		actor: { kind: "user", id, name: owner.name, role: link.role },
		action: "account.create",
		subject: id,
		detail: { invitation: link.id, role: link.role },
	});
	return id;
}

/**
 * Gives the account of a reset link a new password, and ends all its sessions: whoever had the old one is out.
 *
 * @returns the account's address
 * @throws {ProblemError} `conflict` when the link can't be used, `invalid` for a weak password
 */
export async function resetPassword(
	database: OpenRecord["kysely"],
	given: { link: string; password: string },
): Promise<string> {
	const hash = hashLink(given.link);
	const open = await readOpenLink(database, hash);
	if (open?.purpose !== "reset" || open.userId === null) throw linkSpent();
	const weak = findPasswordProblem(given.password, { name: open.name, email: open.email ?? "" });
	if (weak !== null) throw invalid("/password", weak);
	const password = await hashPassword(given.password);
	return database.transaction().execute(async (transaction) => {
		const link = await useLink(transaction, hash);
		if (!link?.userId) throw linkSpent();
		const user = await transaction
			.selectFrom("user")
			.select(["id", "name", "email", "role"])
			.where("id", "=", link.userId)
			.where("removed_at", "is", null)
			.executeTakeFirst();
		if (!user) throw linkSpent();
		await setPassword(transaction, user.id, password);
		await endSessions(transaction, user.id);
		await revokeResets(transaction, user.id);
		await transaction.deleteFrom("reset_requests").where("user_id", "=", user.id).execute();
		await appendControl(transaction, { type: "account.changed", userId: user.id });
		await noteAction(transaction, {
			actor: { kind: "user", id: user.id, name: user.name, role: link.role },
			action: "account.reset_password",
			subject: user.id,
		});
		return user.email;
	});
}

async function setPassword(transaction: Executor, userId: string, password: string): Promise<void> {
	const { numUpdatedRows } = await transaction
		.updateTable("account")
		.set({ password })
		.where("userId", "=", userId)
		.where("providerId", "=", "credential")
		.executeTakeFirst();
	if (numUpdatedRows > 0n) return;
	await transaction
		.insertInto("account")
		.values({ id: newId(), userId, accountId: userId, providerId: "credential", password })
		.execute();
}

async function isTaken(transaction: Executor, email: string): Promise<boolean> {
	const user = await transaction.selectFrom("user").select("id").where("email", "=", email).executeTakeFirst();
	return user !== undefined;
}

const invalid = (pointer: string, detail: string) =>
	new ProblemError("invalid", detail, { errors: [{ pointer, detail }] });
