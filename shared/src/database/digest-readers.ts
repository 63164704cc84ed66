import { sql } from "kysely";
import { newId } from "../model/index.ts";
import type { Executor } from "./open.ts";

/** Letters that one mailbox gets by asking, at most, in a day: whoever knows an address could flood it. */
const lettersADay = 3;

/** Letters to confirm in an hour, of all readers together: who asks for others' addresses must not ruin the site's name. */
const confirmationsAnHour = 300;

/** An address without what mail providers ignore: what stands after a plus, and the dots of one provider. */
export function mailboxOf(email: string): string {
	const at = email.lastIndexOf("@");
	const domain = email.slice(at + 1).toLowerCase();
	const local = (email.slice(0, at).toLowerCase().split("+")[0] ?? "") || email.slice(0, at).toLowerCase();
	const isGoogle = domain === "gmail.com" || domain === "googlemail.com";
	return `${isGoogle ? local.replaceAll(".", "") : local}@${isGoogle ? "gmail.com" : domain}`;
}

/** Whether so many have asked for the digest in the last hour that nobody else may. */
export async function isDigestFull(executor: Executor): Promise<boolean> {
	const { rows } = await sql<{ asked: number }>`
		select count(*)::int as asked from digest_readers
		where confirmed_at is null and asked_at > clock_timestamp() - interval '1 hour'`.execute(executor);
	return (rows[0]?.asked ?? 0) >= confirmationsAnHour;
}

/**
 * Asks for the digest at an address. It gets a letter with the way to confirm, or, when it is confirmed already, one that
 * says so: the answer to who asks is the same. Past the limit nothing is sent.
 */
export async function askForDigest(
	executor: Executor,
	asked: { email: string; atMinute: number; timeZone: string },
): Promise<void> {
	const { email, atMinute, timeZone } = asked;
	const mailbox = mailboxOf(email);
	await sql`
		insert into digest_readers as reader (id, email, mailbox, at_minute, time_zone, letters, letter)
		select ${newId()}, ${email}, ${mailbox}, ${atMinute}::int, ${timeZone}, 1, 'confirm'
		where (select coalesce(sum(letters), 0) from digest_readers
			where mailbox = ${mailbox} and asked_at > clock_timestamp() - interval '1 day') < ${lettersADay}
		on conflict (email) do update set
			letters = case when reader.asked_at < clock_timestamp() - interval '1 day' then 1 else reader.letters + 1 end,
			asked_at = case when reader.asked_at < clock_timestamp() - interval '1 day' then clock_timestamp() else reader.asked_at end,
			letter = case when reader.confirmed_at is null then 'confirm' else 'known' end,
			at_minute = case when reader.confirmed_at is null then excluded.at_minute else reader.at_minute end,
			time_zone = case when reader.confirmed_at is null then excluded.time_zone else reader.time_zone end,
			attempts = 0,
			next_at = case when reader.confirmed_at is null then clock_timestamp() else reader.next_at end
		where reader.asked_at < clock_timestamp() - interval '1 day' or reader.letters < ${lettersADay}`.execute(executor);
}

/** Confirms an address; null when it is gone. Confirming twice is no mistake. */
export async function confirmDigest(
	executor: Executor,
	id: string,
): Promise<{ nextAt: string; timeZone: string; email: string } | null> {
	const { rows } = await sql<{ next_at: Date; time_zone: string; email: string }>`
		update digest_readers set letter = null,
			next_at = case when confirmed_at is null then next_minute(time_zone, at_minute, clock_timestamp()) else next_at end,
			confirmed_at = coalesce(confirmed_at, clock_timestamp())
		where id = ${id} returning next_at, time_zone, email`.execute(executor);
	const row = rows[0];
	return row ? { nextAt: row.next_at.toISOString(), timeZone: row.time_zone, email: row.email } : null;
}

/** Takes an address off the list and forgets it; null when it is not there. */
export async function stopDigest(
	executor: Executor,
	id: string,
): Promise<{ email: string; atMinute: number; timeZone: string } | null> {
	const row = await executor
		.deleteFrom("digest_readers")
		.where("id", "=", id)
		.returning(["email", "at_minute", "time_zone"])
		.executeTakeFirst();
	return row ? { email: row.email, atMinute: row.at_minute, timeZone: row.time_zone } : null;
}

/** Puts an address back that was taken off by mistake, confirmed as it was. Returns when the next letter comes. */
export async function putBackDigest(
	executor: Executor,
	{ email, atMinute, timeZone }: { email: string; atMinute: number; timeZone: string },
): Promise<string> {
	const { rows } = await sql<{ next_at: Date }>`
		insert into digest_readers (id, email, mailbox, at_minute, time_zone, confirmed_at, next_at)
		values (${newId()}, ${email}, ${mailboxOf(email)}, ${atMinute}, ${timeZone}, clock_timestamp(), next_minute(${timeZone}, ${atMinute}, clock_timestamp()))
		on conflict (email) do update set confirmed_at = coalesce(digest_readers.confirmed_at, clock_timestamp()), letter = null
		returning next_at`.execute(executor);
	return (rows[0] as { next_at: Date }).next_at.toISOString();
}

/** A letter that is to be written now. */
export interface DueLetter {
	id: string;
	email: string;
	kind: "confirm" | "known" | "digest";
	timeZone: string;
	atMinute: number;
	/** When it was asked for: a link to confirm is good for a day from here on. */
	askedAt: string;
	/** The day of the digest that this reader got last. */
	lastDigest: string | null;
	attempts: number;
}

/**
 * Takes the letter that has waited longest, and notes that it was begun: the day's digest counts as sent from here on,
 * so that no death of a worker sends it twice. Null when nothing is due. `day` is today, in the site's zone.
 */
export async function takeLetter(executor: Executor, day: string): Promise<DueLetter | null> {
	const { rows } = await sql<{
		id: string;
		email: string;
		kind: DueLetter["kind"];
		time_zone: string;
		at_minute: number;
		asked_at: Date;
		last_digest: string | null;
		attempts: number;
	}>`
		with due as (
			select id, letter, last_day from digest_readers
			where (next_at <= clock_timestamp() and (confirmed_at is not null or letter is not null)) or letter = 'known'
			order by letter is null, next_at limit 1 for update skip locked
		)
		update digest_readers r set letter = null, attempts = r.attempts + 1,
			next_at = case when due.letter = 'known' then r.next_at
				when due.letter = 'confirm' then r.next_at
				else next_minute(r.time_zone, r.at_minute, clock_timestamp()) end,
			last_day = case when due.letter is null then ${day} else r.last_day end
		from due where due.id = r.id
		returning r.id, r.email, coalesce(due.letter, 'digest') as kind, r.time_zone, r.at_minute, r.asked_at,
			r.last_digest, r.attempts`.execute(executor);
	const row = rows[0];
	if (!row) return null;
	return {
		id: row.id,
		email: row.email,
		kind: row.kind,
		timeZone: row.time_zone,
		atMinute: row.at_minute,
		askedAt: row.asked_at.toISOString(),
		lastDigest: row.last_digest,
		attempts: row.attempts,
	};
}

/** The letter went. */
export async function endLetter(executor: Executor, id: string, digest: string | null): Promise<void> {
	await executor
		.updateTable("digest_readers")
		.set({ attempts: 0, refused: 0, ...(digest !== null && { last_digest: digest }) })
		.where("id", "=", id)
		.execute();
}

/** The mail server refused or was away, so it certainly did not go: again after `seconds`, or null: not today. */
export async function failLetter(executor: Executor, letter: DueLetter, seconds: number | null): Promise<void> {
	const { id, kind } = letter;
	// That somebody is on the list already is not worth a second try.
	if (seconds === null || kind === "known") {
		await executor.updateTable("digest_readers").set({ attempts: 0 }).where("id", "=", id).execute();
		return;
	}
	await executor
		.updateTable("digest_readers")
		.set({
			next_at: sql<Date>`clock_timestamp() + make_interval(secs => ${seconds})`,
			...(kind === "digest" ? { last_day: null } : { letter: kind }),
		})
		.where("id", "=", id)
		.execute();
}

/** Days in a row on which a mail server may refuse an address before it is taken off. */
const refusalsAtMost = 3;

/** The mail server will not take letters for this address: not again today, and after three such days never. */
export async function refuseLetter(executor: Executor, id: string): Promise<void> {
	await sql`update digest_readers set refused = refused + 1, attempts = 0 where id = ${id}`.execute(executor);
	await sql`delete from digest_readers where id = ${id}
		and (confirmed_at is null or refused >= ${refusalsAtMost})`.execute(executor);
}

/** Forgets addresses that nobody confirmed in three days. */
export async function sweepDigestReaders(executor: Executor): Promise<void> {
	await sql`delete from digest_readers
		where confirmed_at is null and asked_at < clock_timestamp() - interval '3 days'`.execute(executor);
}
