import { publishJobSchema, publishQueue } from "@dateline/shared/protocol";
import type { Job } from "./job.ts";

/** A bell for one story: whatever is due of it is applied. The change itself is in the record, not in the job. */
export const publish: Job = {
	name: publishQueue,
	attempts: 1,
	async handle({ publisher }, payload) {
		const { storyId } = publishJobSchema.parse(payload);
		await publisher.ring(storyId);
	},
};
