import type { Ledger } from "./ledger.ts";
import type { RecordDump } from "./read-record.ts";

/**
 * Everything that is wrong with the record by itself, one sentence each: positions without a gap, each event chained to
 * the one before it in each of its channels, heads that are the last of their channel, revisions that count 1, 2, 3,
 * nothing applied twice.
 */
export function verifyRecord(record: RecordDump): string[] {
	const wrong: string[] = [];
	const last = new Map<string, number>();
	const placed = new Map<string, number[]>();
	let before = { position: 0, at: "" };
	const addedPosts = new Set<string>();
	for (const { position, type, channels, body, postId } of record.events) {
		if (position !== before.position + 1) wrong.push(`position ${position} follows ${before.position}`);
		if (body.position !== position) wrong.push(`position ${position} says of itself that it is ${body.position}`);
		if (body.at < before.at) wrong.push(`position ${position} is earlier (${body.at}) than the one before it`);
		before = { position, at: body.at };
		const named = Object.keys(body.previous).sort().join();
		if (named !== [...channels].sort().join()) wrong.push(`position ${position} is in ${channels} and names ${named}`);
		for (const [channel, previous] of Object.entries(body.previous)) {
			const real = last.get(channel) ?? 0;
			if (previous !== real) wrong.push(`position ${position}: before it in ${channel} came ${real}, not ${previous}`);
			last.set(channel, position);
			placed.set(channel, [...(placed.get(channel) ?? []), position]);
		}
		if (type === "post.added" && postId) {
			if (addedPosts.has(postId)) wrong.push(`post ${postId} was added twice`);
			addedPosts.add(postId);
		}
	}
	for (const channel of new Set([...last.keys(), ...record.heads.keys(), ...record.channelPositions.keys()])) {
		const head = record.heads.get(channel);
		if (head !== last.get(channel))
			wrong.push(`the head of ${channel} is ${head}, its last event ${last.get(channel)}`);
		if (record.channelPositions.get(channel)?.join() !== placed.get(channel)?.join()) {
			wrong.push(`event_channels has other positions of ${channel} than its events`);
		}
	}
	const numbers = new Map<string, number>();
	const appliedTo = new Set<string>();
	for (const { subject, number, submissionId } of record.revisions) {
		const expected = (numbers.get(subject) ?? 0) + 1;
		if (number !== expected) wrong.push(`${subject} has revision ${number} where ${expected} was due`);
		numbers.set(subject, number);
		if (submissionId === null) continue;
		const once = `${submissionId} ${subject}`;
		if (appliedTo.has(once)) wrong.push(`submission ${submissionId} was applied twice to ${subject}`);
		appliedTo.add(once);
	}
	for (const { storyId, counted, published } of record.postCounts) {
		if (counted !== published) wrong.push(`story ${storyId} counts ${counted} posts and has ${published}`);
	}
	return wrong;
}

/** Everything that became of accepted submissions otherwise than it should: none is lost, none counts twice. */
export function verifyLedger(record: RecordDump, ledger: Ledger): string[] {
	const wrong: string[] = [];
	const appliedAt = new Map<string, number>();
	for (const { submissionId, position } of record.revisions) {
		if (submissionId) appliedAt.set(submissionId, Math.max(position, appliedAt.get(submissionId) ?? 0));
	}
	const seen = new Map<string, string>();
	for (const { submissionId, key, what } of ledger.accepted()) {
		const row = record.submissions.get(submissionId);
		if (!row) wrong.push(`${what} was accepted as ${submissionId}, and the record has no such submission`);
		else if (row.state !== "done" && row.state !== "refused") {
			wrong.push(`${what} was accepted as ${submissionId} and is ${row.state} in the end`);
		}
		if (row?.state === "refused" && appliedAt.has(submissionId)) wrong.push(`${what} was refused and applied`);
		const other = seen.get(submissionId);
		if (other) wrong.push(`two requests, ${other} and ${key}, got the same submission ${submissionId}`);
		seen.set(submissionId, key);
	}
	return [...wrong, ...ledger.contradictions()];
}
