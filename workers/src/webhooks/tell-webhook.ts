import {
	noteWebhookProgress,
	noteWebhookTry,
	type OpenRecord,
	putDeadLetter,
	readDueLetters,
	readEvents,
	readLog,
	releaseWebhook,
	type StoredEvent,
	settleLetter,
	type Webhook,
} from "@dateline/shared/database";
import type { Outbound } from "../outbound/index.ts";
import { daylong, type Judgement, judgeAnswer, pauseAfter, triesOfLetter, triesWhenRefused } from "./judge-answer.ts";
import { makeMessage, sendMessage, type WebhookAnswer } from "./send-message.ts";
import { openWebhookSecret } from "./webhook-secret.ts";

export interface TellParts {
	database: Pick<OpenRecord, "kysely">;
	outbound: Outbound;
	secret: string;
	/** Whether this worker is about to end. */
	isStopping(): boolean;
}

/** Events that are looked at in one query, and milliseconds after which another webhook's turn comes. */
const stretch = 100;
const turn = 20_000;

/**
 * Tells a webhook that was taken of what comes next, one event after the other: the next is sent only when the one before
 * was taken, or given up. How far it is stands in the record after each, so that whoever dies has told at least all up to
 * there. What is read is what is public now: of what was withdrawn, an event has no more than the id.
 */
export async function tellWebhook(parts: TellParts, webhook: Webhook): Promise<void> {
	try {
		await tellEvents(parts, await tellLetters(parts, webhook));
	} finally {
		await releaseWebhook(parts.database.kysely, webhook);
	}
}

async function tellEvents({ database: { kysely }, outbound, secret, isStopping }: TellParts, webhook: Webhook | null) {
	if (webhook === null) return;
	const began = performance.now();
	const secrets = secretsOf(webhook, secret);
	let { position, failures, failingSince } = webhook;
	const { epoch } = await readLog(kysely);
	const note = (nextIn: number, state?: "gone" | "failing") =>
		kysely.transaction().execute((transaction) =>
			noteWebhookProgress(transaction, webhook, {
				position,
				failures,
				failingSince,
				nextIn,
				...(state && { state }),
			}),
		);
	if (secrets === null) {
		await note(0, "failing");
		return;
	}
	for (;;) {
		const events = await readEvents(kysely, { after: position, limit: stretch });
		for (const { position: at } of events) {
			if (isStopping() || performance.now() - began > turn) return;
			// Read at this very moment: it may have been withdrawn while the one before was sent.
			const [event] = await readEvents(kysely, { after: at - 1, limit: 1, upTo: at });
			if (!event || !isFor(webhook, event)) {
				position = at;
				continue;
			}
			const before = { position, failures, failingSince };
			const attempt = failures + 1;
			const answer = await sendMessage(outbound, webhook.address, messageOf(epoch, event), secrets);
			const judgement = judgeAnswer(answer);
			failingSince ??= judgement === "taken" ? null : new Date();
			const isLong = failingSince !== null && Date.now() - failingSince.getTime() > daylong;
			const givesUp = judgement === "refused" ? attempt >= triesWhenRefused : judgement === "later" && isLong;
			const isDone = judgement === "taken" || givesUp;
			position = isDone ? at : before.position;
			failures = isDone ? 0 : attempt;
			if (isDone) failingSince = null;
			const state = stateAfter(judgement, givesUp);
			const nextIn = isDone ? 0 : pauseAfter(failures, answer.retryAfter);
			const mine = await kysely.transaction().execute(async (transaction) => {
				const progress = { position, failures, failingSince, nextIn, ...(state && { state }) };
				if (!(await noteWebhookProgress(transaction, webhook, progress))) return false;
				const outcome = judgement === "taken" ? "done" : isDone || state === "gone" ? "dead" : "again";
				await noteWebhookTry(transaction, webhook.id, tryOf(event, "event", attempt, outcome, answer));
				if (givesUp) {
					const problem = problemOf(answer);
					const letter = { position: at, type: event.subject.type, attempts: attempt, problem };
					await putDeadLetter(transaction, webhook.id, letter);
				}
				return true;
			});
			if (!mine || !isDone || state !== undefined) return;
		}
		if (events.length > 0 && !(await note(0))) return;
		if (events.length < stretch) return;
	}
}

/** What is told of again goes first, beside the order; null: the webhook is another's or off by now. */
async function tellLetters({ database: { kysely }, outbound, secret, isStopping }: TellParts, webhook: Webhook) {
	const letters = await readDueLetters(kysely, webhook.id);
	const secrets = letters.length === 0 ? null : secretsOf(webhook, secret);
	if (secrets === null) return webhook;
	const { epoch } = await readLog(kysely);
	const { position, failures, failingSince } = webhook;
	for (const letter of letters) {
		if (isStopping()) return null;
		const [event] = await readEvents(kysely, { after: letter.position - 1, limit: 1, upTo: letter.position });
		if (!event) {
			await settleLetter(kysely, webhook.id, letter.position, null);
			continue;
		}
		const attempt = letter.attempts + 1;
		const answer = await sendMessage(outbound, webhook.address, messageOf(epoch, event), secrets);
		const isTaken = judgeAnswer(answer) === "taken";
		const isLast = attempt >= triesOfLetter;
		const mine = await kysely.transaction().execute(async (transaction) => {
			const nextIn = failures === 0 ? 0 : pauseAfter(failures, null);
			if (!(await noteWebhookProgress(transaction, webhook, { position, failures, failingSince, nextIn })))
				return false;
			const outcome = isTaken ? "done" : isLast ? "dead" : "again";
			await noteWebhookTry(transaction, webhook.id, tryOf(event, "replay", attempt, outcome, answer));
			if (isTaken) await settleLetter(transaction, webhook.id, letter.position, null);
			else if (isLast) {
				const dead = { position: event.position, type: event.subject.type, attempts: attempt };
				await putDeadLetter(transaction, webhook.id, { ...dead, problem: problemOf(answer) });
			} else {
				const seconds = pauseAfter(attempt, answer.retryAfter);
				await settleLetter(transaction, webhook.id, letter.position, { seconds, attempts: attempt });
			}
			return true;
		});
		if (!mine) return null;
		// One that is in trouble is not asked again for each letter.
		if (!isTaken && answer.status === null) break;
	}
	return webhook;
}

/** The state that an answer puts a webhook in, if another one. */
function stateAfter(judgement: Judgement, givesUp: boolean): "gone" | "failing" | undefined {
	if (judgement === "gone") return "gone";
	return judgement === "later" && givesUp ? "failing" : undefined;
}

/** Whether a webhook is told of an event. */
function isFor({ types, channels }: Webhook, event: StoredEvent): boolean {
	if (types.length > 0 && !types.includes(event.subject.type)) return false;
	return channels.length === 0 || channels.some((channel) => event.channels.includes(channel));
}

/** The message of an event: its id is the event's own, in this history of the log. */
function messageOf(epoch: string, { position, subject, at, body }: StoredEvent) {
	return makeMessage(`msg_${epoch}_${position}`, subject.type, at, JSON.parse(body));
}

function secretsOf({ secret, oldSecret }: Webhook, master: string): string[] | null {
	const newest = openWebhookSecret(master, secret);
	if (newest === null) return null;
	const old = oldSecret === null ? null : openWebhookSecret(master, oldSecret);
	return old === null ? [newest] : [newest, old];
}

const problemOf = ({ status, problem }: WebhookAnswer): string => problem ?? `Its answer was ${status}.`;

function tryOf(
	{ position, subject }: StoredEvent,
	kind: "event" | "replay",
	attempt: number,
	outcome: "done" | "again" | "dead",
	{ status, problem, answer, milliseconds }: WebhookAnswer,
) {
	return { position, type: subject.type, kind, attempt, outcome, status, problem, answer, milliseconds };
}
