import {
	hasFollowers,
	holdNoticeProgress,
	type OpenRecord,
	planNotices,
	readClock,
	readEvents,
	readHeadPosition,
	setNoticeProgress,
} from "@dateline/shared/database";
import { weighEvent } from "./weigh-event.ts";

/** Events that are looked at in one transaction. */
const events = 100;

/**
 * Makes the next events of the log into notices, in short transactions that keep how far they came: whatever dies, each
 * event is made into each follower's notice once. True: there is more.
 */
export function planDue({ kysely }: Pick<OpenRecord, "kysely">): Promise<boolean> {
	return kysely.transaction().execute(async (transaction) => {
		const progress = await holdNoticeProgress(transaction);
		if (progress === null) return false;
		if (!(await hasFollowers(transaction))) {
			// Nobody to tell: a log that grew long meanwhile (an import, say) need not be read.
			const newest = await readHeadPosition(transaction);
			if (newest > progress.position) await setNoticeProgress(transaction, newest);
			return false;
		}
		const now = await readClock(transaction);
		const next = await readEvents(transaction, { after: progress.position, limit: events });
		let after = progress.followerId;
		for (const event of next) {
			const plan = await weighEvent(transaction, event, now);
			if (plan !== null) {
				const last = await planNotices(transaction, plan, after);
				if (last !== null) {
					await setNoticeProgress(transaction, event.position - 1, last);
					return true;
				}
				after = "";
				await setNoticeProgress(transaction, event.position);
				// One event that somebody is told of a transaction: they hold up nobody for long.
				return true;
			}
			after = "";
		}
		const newest = next.at(-1);
		if (newest) await setNoticeProgress(transaction, newest.position);
		return next.length === events;
	});
}
