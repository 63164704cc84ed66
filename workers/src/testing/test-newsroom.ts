import { insertSubmission, type OpenRecord, readSubmission, type StoredEvent } from "@dateline/shared/database";
import { openTestDatabase } from "@dateline/shared/database/testing";
import { newId } from "@dateline/shared/model";
import type { Change, Submission } from "@dateline/shared/protocol";
import { pino } from "pino";
import { applyDue } from "../publish/apply-due.ts";
import type { Step } from "../publish/apply-next.ts";

export const silent = pino({ level: "silent" });

/** A record of a test's own, with the few words that tests hand in changes by. */
export interface TestNewsroom {
	database: OpenRecord;
	/** Everything committed, as it was told after the commits. */
	committed: StoredEvent[];
	/** A new draft. */
	draft(kind: "article" | "live"): Promise<string>;
	/** A picture that can be shown. */
	picture(): Promise<string>;
	/** Hands in a change, and applies what is due of its story. */
	submit(storyId: string | null, change: Change, ifMatch?: number | null): Promise<Submission>;
	apply(storyId: string | null): Promise<number>;
	close(): Promise<void>;
}

/** Opens a newsroom over a fresh record of this kind. */
export async function openTestNewsroom(
	kind: OpenRecord["dialect"] = "pglite",
	onStep?: (step: Step) => void,
): Promise<TestNewsroom> {
	const database = await openTestDatabase(kind);
	const committed: StoredEvent[] = [];
	const parts = {
		database,
		log: silent,
		onCommitted: (events: StoredEvent[]) => committed.push(...events),
		...(onStep && { onStep }),
	};
	const apply = (storyId: string | null) => applyDue(parts, storyId);
	return {
		database,
		committed,
		apply,
		async draft(kindOfStory) {
			const id = newId();
			await database.kysely.insertInto("stories").values({ id, kind: kindOfStory, status: "draft" }).execute();
			return id;
		},
		async picture() {
			const id = newId();
			const content = JSON.stringify({ alt: "A bridge", caption: "", credit: "", focus: { x: 0.5, y: 0.5 } });
			const file = { file: `${id}.jpg`, type: "image/jpeg", width: 800, height: 600, bytes: 1 };
			await database.kysely
				.insertInto("media")
				.values({ id, content, ...file })
				.execute();
			return id;
		},
		async submit(storyId, change, ifMatch = null) {
			const submission = { storyId, change, state: "queued", dueAt: null, ifMatch, actor: "test" } as const;
			const { id } = await insertSubmission(database.kysely, submission);
			await apply(storyId);
			return (await readSubmission(database.kysely, id)) as Submission;
		},
		close: () => database.close(),
	};
}
