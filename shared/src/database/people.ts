import { type SelectQueryBuilder, sql } from "kysely";
import type { PasskeyView, Person, PersonPatch } from "../protocol/index.ts";
import { instant, instantOrNull } from "./instants.ts";
import type { Executor } from "./open.ts";
import { appendControl } from "./people-controls.ts";
import type { Database } from "./schema.ts";

type Role = Person["role"];

/** All accounts by name, those that were closed last. */
export async function readPeople(executor: Executor): Promise<Person[]> {
	const rows = await selectPeople(executor)
		.orderBy("user.removed_at", (order) => order.asc().nullsFirst())
		.orderBy("user.name")
		.limit(1000)
		.execute();
	return rows.map(present);
}

/** One account, or null. */
export async function readPerson(executor: Executor, id: string): Promise<Person | null> {
	const row = await selectPeople(executor).where("user.id", "=", id).executeTakeFirst();
	return row ? present(row) : null;
}

const selectPeople = (executor: Executor) =>
	executor
		.selectFrom("user")
		.select([
			"user.id",
			"user.name",
			"user.email",
			"user.role",
			"user.disabled",
			"user.removed_at",
			"user.createdAt",
			"user.twoFactorEnabled",
		])
		.select([
			sql<boolean>`exists (select 1 from account where "userId" = "user".id and "providerId" = 'credential')`.as(
				"password",
			),
			sql<boolean>`exists (select 1 from account where "userId" = "user".id and "providerId" <> 'credential')`.as(
				"company",
			),
			sql<number>`(select count(*)::integer from passkeys where user_id = "user".id)`.as("passkeys"),
			sql<number>`(select count(*)::integer from session where "userId" = "user".id and "expiresAt" > now())`.as(
				"sessions",
			),
			sql<Date | null>`(select max(used_at) from session where "userId" = "user".id)`.as("last_used_at"),
			sql<Date | null>`(select at from reset_requests where user_id = "user".id)`.as("reset_asked_at"),
			sql<Person["secondFactor"]>`case when second_factor_required then 'account' when exists (
				select 1 from account_rules where "user".role = any(second_factor_roles)) then 'role' else 'free' end`.as(
				"second_factor",
			),
			sql<
				Person["stories"]
			>`coalesce((select jsonb_agg(jsonb_build_object('storyId', stories.id, 'role', story_members.role,
				'membersOnly', stories.members_only, 'headline',
				coalesce(stories.content ->> 'headline', stories.draft ->> 'headline', '')) order by stories.created_at desc)
				from story_members join stories on stories.id = story_members.story_id
				where story_members.user_id = "user".id), '[]')`.as("stories"),
		]);

type Row = ReturnType<typeof selectPeople> extends SelectQueryBuilder<Database, "user", infer Output> ? Output : never;

function present(row: Row): Person {
	return {
		id: row.id,
		name: row.name,
		email: row.removed_at === null ? row.email : "",
		role: row.role as Role,
		disabled: row.disabled,
		removedAt: instantOrNull(row.removed_at),
		createdAt: instant(row.createdAt),
		password: row.password,
		passkeys: row.passkeys,
		codes: row.twoFactorEnabled,
		company: row.company,
		secondFactor: row.second_factor,
		sessions: row.sessions,
		lastUsedAt: instantOrNull(row.last_used_at),
		stories: row.stories,
		resetAskedAt: instantOrNull(row.reset_asked_at),
	};
}

/** Whether another account than this one administers; holds those accounts until the transaction ends. */
export async function hasOtherAdministrator(transaction: Executor, id: string): Promise<boolean> {
	const { rows } = await sql<{ id: string }>`select id from "user" where role = 'administrator' and not disabled
		and removed_at is null order by id for update`.execute(transaction);
	return rows.some((row) => row.id !== id);
}

/** Changes an account; switching it off ends its sessions. False when there is no such open account. */
export async function patchPerson(transaction: Executor, id: string, patch: PersonPatch): Promise<boolean> {
	const { name, role, disabled, secondFactorRequired } = patch;
	const { numUpdatedRows } = await transaction
		.updateTable("user")
		.set({
			updatedAt: sql<Date>`clock_timestamp()`,
			...(name !== undefined && { name }),
			...(role !== undefined && { role }),
			...(disabled !== undefined && { disabled }),
			...(secondFactorRequired !== undefined && { second_factor_required: secondFactorRequired }),
		})
		.where("id", "=", id)
		.where("removed_at", "is", null)
		.executeTakeFirst();
	if (numUpdatedRows === 0n) return false;
	if (disabled) await transaction.deleteFrom("session").where("userId", "=", id).execute();
	await appendControl(transaction, { type: "account.changed", userId: id });
	return true;
}

/** Closes an account for good: only its name is left, on what it wrote. */
export async function closePerson(transaction: Executor, id: string): Promise<void> {
	for (const table of ["session", "account", "twoFactor"] as const)
		await transaction.deleteFrom(table).where("userId", "=", id).execute();
	for (const table of ["passkeys", "story_members", "reset_requests", "one_time_links"] as const)
		await transaction.deleteFrom(table).where("user_id", "=", id).execute();
	await transaction.deleteFrom("drafts").where("owner", "=", `user:${id}`).execute();
	await transaction
		.updateTable("user")
		.set({
			disabled: true,
			twoFactorEnabled: false,
			email: `${id}@removed.invalid`,
			removed_at: sql<Date>`coalesce(removed_at, clock_timestamp())`,
		})
		.where("id", "=", id)
		.execute();
	await appendControl(transaction, { type: "account.changed", userId: id });
}

/** Takes the codes of an account away, so that its owner sets them up anew, and ends its sessions. */
export async function resetCodes(transaction: Executor, id: string): Promise<void> {
	await transaction.deleteFrom("twoFactor").where("userId", "=", id).execute();
	await transaction.updateTable("user").set({ twoFactorEnabled: false }).where("id", "=", id).execute();
	await endSessions(transaction, id);
}

/** Ends sessions of an account: one, or all, or all but one. Answers with how many. */
export async function endSessions(
	transaction: Executor,
	userId: string,
	{ sessionId, except }: { sessionId?: string | undefined; except?: string | undefined } = {},
): Promise<number> {
	let query = transaction.deleteFrom("session").where("userId", "=", userId);
	if (sessionId !== undefined) query = query.where("id", "=", sessionId);
	if (except !== undefined) query = query.where("id", "<>", except);
	const { numDeletedRows } = await query.executeTakeFirst();
	// A device that was trusted to go without a code is asked for one again.
	if (sessionId === undefined)
		await transaction
			.deleteFrom("verification")
			.where("value", "=", userId)
			.where("identifier", "like", "trust-device-%")
			.execute();
	await appendControl(transaction, { type: "session.ended", userId });
	return Number(numDeletedRows);
}

/** A session that is not over, as the record has it. */
export interface OpenSession {
	id: string;
	userAgent: string | null;
	method: string | null;
	from: string | null;
	usedAt: string;
	createdAt: string;
}

/** The open sessions of an account, last used first. */
export async function readSessions(executor: Executor, userId: string): Promise<OpenSession[]> {
	const rows = await executor
		.selectFrom("session")
		.select(["id", "userAgent", "method", "used_from", "used_at", "createdAt"])
		.where("userId", "=", userId)
		.where("expiresAt", ">", sql<Date>`now()`)
		.orderBy("used_at", "desc")
		.limit(200)
		.execute();
	return rows.map((row) => ({
		id: row.id,
		userAgent: row.userAgent,
		method: row.method,
		from: row.used_from,
		usedAt: instant(row.used_at),
		createdAt: instant(row.createdAt),
	}));
}

/** The passkeys of an account, oldest first. */
export async function readPasskeys(executor: Executor, userId: string): Promise<PasskeyView[]> {
	const rows = await executor
		.selectFrom("passkeys")
		.select(["id", "name", "backed_up", "created_at", "used_at"])
		.where("user_id", "=", userId)
		.orderBy("created_at")
		.execute();
	return rows.map((row) => ({
		id: row.id,
		name: row.name,
		backedUp: row.backed_up,
		createdAt: instant(row.created_at),
		usedAt: instantOrNull(row.used_at),
	}));
}

/** Takes a passkey from an account; false when it has no such one. */
export async function removePasskey(executor: Executor, userId: string, id: string): Promise<boolean> {
	const { numDeletedRows } = await executor
		.deleteFrom("passkeys")
		.where("id", "=", id)
		.where("user_id", "=", userId)
		.executeTakeFirst();
	if (numDeletedRows === 0n) return false;
	// A session that a passkey made strong is so no longer once there is none: else one could be shown and thrown away.
	await sql`update session set method = null where "userId" = ${userId} and method = 'passkey'
		and not exists (select from passkeys where user_id = ${userId})`.execute(executor);
	return true;
}

/** The roles that a second factor is asked of. */
export async function readSecondFactorRoles(executor: Executor): Promise<Role[]> {
	const row = await executor.selectFrom("account_rules").select("second_factor_roles").executeTakeFirst();
	return (row?.second_factor_roles ?? []) as Role[];
}

/** Asks a second factor of these roles and no others. */
export async function writeSecondFactorRoles(transaction: Executor, roles: readonly Role[]): Promise<void> {
	await transaction
		.updateTable("account_rules")
		.set({ second_factor_roles: [...new Set(roles)] })
		.execute();
	await appendControl(transaction, { type: "account.changed" });
}
