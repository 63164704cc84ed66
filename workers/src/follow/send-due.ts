import {
	endNotices,
	failNotice,
	forgetFollowers,
	holdInQuietHours,
	type OpenRecord,
	putOffNotices,
	readNoticeSubjects,
	readSite,
	type TakenNotice,
	takeNotices,
} from "@dateline/shared/database";
import type { NoticePayload } from "@dateline/shared/protocol";
import type { PushMessage, Sent } from "./push-sender.ts";
import { sentencesFor } from "./sentences.ts";
import type { SlowServices } from "./slow-services.ts";
import { writeNotice, writeSummary, writeTest } from "./write-notice.ts";

/** Notices that are sent at once. */
const atOnce = 128;
/** Tries for one notice. */
const triesAtMost = 5;

/** What is sent to one device: one notice, or all that its quiet hours held as one. */
interface Bundle {
	notices: TakenNotice[];
	payload: NoticePayload;
}

/**
 * Sends the notices that are due next; true: there may be more. What they say is read now, so that nothing withdrawn or
 * erased is told of. A worker that dies leaves what it had taken to the next one: a device may then be sent the same
 * notice again, which it knows by tag and position and shows once.
 */
export async function sendDue(
	{ kysely }: Pick<OpenRecord, "kysely">,
	send: (message: PushMessage) => Promise<Sent>,
	slow?: SlowServices,
): Promise<boolean> {
	await holdInQuietHours(kysely);
	const taken = await kysely.transaction().execute((transaction) => takeNotices(transaction, atOnce));
	if (taken.length === 0) return false;
	const { bundles, dropped } = await bundle(kysely, taken);
	const sending = bundles.map(async (one): Promise<Outcome> => {
		const message = messageOf(one);
		return { ...one, result: slow ? await slow.watch(message, () => send(message)) : await send(message) };
	});
	if (!slow) await note(kysely, await Promise.all(sending), dropped);
	else {
		const [soon, later] = await slow.part(sending);
		await note(kysely, soon, dropped);
		for (const one of later) slow.follow(one.then((outcome) => note(kysely, [outcome], [])));
	}
	return true;
}

interface Outcome extends Bundle {
	/** Null: put off, without having been tried. */
	result: Sent | null;
}

async function note(
	kysely: OpenRecord["kysely"],
	outcomes: readonly Outcome[],
	dropped: readonly TakenNotice[],
): Promise<void> {
	const sent = outcomes.filter(({ result }) => result?.outcome === "sent").flatMap(({ notices }) => notices);
	const never = outcomes.filter(({ result }) => result?.outcome === "never").flatMap(({ notices }) => notices);
	const gone = outcomes.filter(({ result }) => result?.outcome === "gone").flatMap(({ notices }) => notices);
	await kysely.transaction().execute(async (transaction) => {
		await endNotices(transaction, { sent, dropped: [...dropped, ...never] });
		await forgetFollowers(
			transaction,
			gone.map(({ followerId }) => followerId),
		);
		for (const { notices, result } of outcomes) {
			if (result === null) await putOffNotices(transaction, notices);
			if (result?.outcome !== "later") continue;
			for (const notice of notices) await failNotice(transaction, notice, again(notice, result.retryAfter));
		}
	});
}

/** 15 s, a minute, four minutes, a quarter of an hour; or as the push service says. */
const again = ({ attempts }: TakenNotice, retryAfter: number | null): number | null =>
	attempts >= triesAtMost ? null : (retryAfter ?? 15 * 4 ** (attempts - 1));

async function bundle(
	kysely: OpenRecord["kysely"],
	taken: readonly TakenNotice[],
): Promise<{ bundles: Bundle[]; dropped: TakenNotice[] }> {
	const site = await readSite(kysely);
	const words = sentencesFor(site.language);
	const keyOf = ({ storyId, postId }: TakenNotice) => `${storyId} ${postId}`;
	const distinct = [...new Map(taken.map((notice) => [keyOf(notice), notice])).values()];
	const subjects = await readNoticeSubjects(kysely, distinct);
	const byKey = new Map(distinct.map((notice, index) => [keyOf(notice), subjects[index] ?? null]));
	const bundles: Bundle[] = [];
	const dropped: TakenNotice[] = [];
	const held = new Map<string, { notice: TakenNotice; payload: NoticePayload }[]>();
	for (const notice of taken) {
		const subject = byKey.get(keyOf(notice)) ?? null;
		const payload =
			notice.weight === "test" ? writeTest(words) : subject === null ? null : writeNotice(notice, subject, words);
		if (payload === null) dropped.push(notice);
		else if (notice.held) held.set(notice.followerId, [...(held.get(notice.followerId) ?? []), { notice, payload }]);
		else bundles.push({ notices: [notice], payload });
	}
	for (const parts of held.values()) {
		const payload = writeSummary(
			parts.map((part) => part.payload),
			words,
		);
		bundles.push({ notices: parts.map((part) => part.notice), payload });
	}
	return { bundles, dropped };
}

function messageOf({ notices: [first], payload }: Bundle): PushMessage {
	if (!first) throw new TypeError("a bundle of nothing");
	return {
		subscription: first.subscription,
		payload: JSON.stringify(payload),
		// 32 characters of base64url at most: an id, or the name of a tag.
		topic: payload.tag.slice(0, 32),
		urgent: first.weight === "breaking",
	};
}
