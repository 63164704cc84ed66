import type { Executor, OpenRecord } from "@dateline/shared/database";
import { newId } from "@dateline/shared/model";
import { ProblemError } from "@dateline/shared/protocol";
import { hashPassword } from "better-auth/crypto";
import { readAccountLink, useAccountLink } from "./one-time-links.ts";
import { findPasswordProblem } from "./password-rule.ts";

/** What a link that can't be used any more is answered with. */
export const linkSpent = () =>
	new ProblemError("conflict", "This link was used already, or is older than 24 hours. Ask for a new one.");

/**
 * Makes the account that a one-time link stands for. Hashing takes a tenth of a second of a thread, so it comes after
 * the first look at the link and before the transaction, in which only the record is touched.
 *
 * @throws {ProblemError} `conflict` when the link can't be used, `invalid` for a weak password or a taken address
 */
export async function acceptLink(
	database: OpenRecord["kysely"],
	given: { link: string; name: string; email: string; password: string },
): Promise<void> {
	if ((await readAccountLink(database, given.link)) === null) throw linkSpent();
	const email = given.email.toLowerCase();
	const weak = findPasswordProblem(given.password, { name: given.name, email });
	if (weak !== null) throw invalid("/password", weak);
	const password = await hashPassword(given.password);
	await database.transaction().execute(async (transaction) => {
		if (await isTaken(transaction, email)) throw invalid("/email", "There is an account with this e-mail address.");
		const role = await useAccountLink(transaction, given.link);
		if (role === null) throw linkSpent();
		const id = newId();
		await transaction.insertInto("user").values({ id, name: given.name, email, emailVerified: false, role }).execute();
		await transaction
			.insertInto("account")
			.values({ id: newId(), userId: id, accountId: id, providerId: "credential", password })
			.execute();
	});
}

async function isTaken(transaction: Executor, email: string): Promise<boolean> {
	const user = await transaction.selectFrom("user").select("id").where("email", "=", email).executeTakeFirst();
	return user !== undefined;
}

const invalid = (pointer: string, detail: string) =>
	new ProblemError("invalid", detail, { errors: [{ pointer, detail }] });
