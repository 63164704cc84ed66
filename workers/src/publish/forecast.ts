import { clock, type OpenRecord, ofStory } from "@dateline/shared/database";
import type { Forecast } from "@dateline/shared/protocol";
import { sql } from "kysely";
import { apply, lockSite, lockStories, parsedOf, touchedBy } from "./apply-next.ts";
import { isShared } from "./apply-one.ts";
import { refusalOf } from "./refusal-of.ts";

/** Submissions of one story that are looked at. */
const atMost = 50;

/** Thrown to undo the rehearsal. */
class Undo extends Error {
	readonly found: Forecast[];
	constructor(found: Forecast[]) {
		super("the rehearsal is over");
		this.found = found;
	}
}

/**
 * What would come of all that a story (null: the site) has waiting for its time or for approval, in the order in which
 * it is due, if nothing else happened: each is really applied, at its time, upon those before it, and everything is then
 * rolled back. Holds the locks of the story, the site and of positions for some milliseconds for each.
 */
export async function forecast({ kysely }: OpenRecord, storyId: string | null): Promise<Forecast[]> {
	try {
		await kysely.transaction().execute(async (transaction) => {
			const rows = await transaction
				.selectFrom("submissions")
				.selectAll()
				.select(clock.as("now"))
				.where(ofStory(storyId))
				.where("state", "in", ["waiting", "scheduled"])
				.orderBy("due_at")
				.orderBy("sequence")
				.limit(atMost)
				.execute();
			const found: Forecast[] = [];
			const changes = storyId === null ? [] : parsedOf(rows);
			await lockStories(transaction, storyId === null ? [] : [storyId, ...touchedBy(changes, storyId)]);
			await lockSite(transaction, storyId === null || changes.some(isShared));
			for (const row of rows) {
				const at = row.due_at > row.now ? row.due_at : row.now;
				await sql`savepoint rehearsal`.execute(transaction);
				const told = { submissionId: row.id, storyId, type: row.change.type, dueAt: at.toISOString() };
				try {
					const { events } = await apply(transaction, { ...row, now: at });
					await sql`release savepoint rehearsal`.execute(transaction);
					found.push({ ...told, outcome: events.length > 0 ? "applies" : "nothing", refusal: null });
				} catch (error) {
					await sql`rollback to savepoint rehearsal`.execute(transaction);
					const refusal = refusalOf(error, { attempts: Number.POSITIVE_INFINITY });
					if (!refusal) throw error;
					found.push({ ...told, outcome: "refused", refusal });
				}
			}
			throw new Undo(found);
		});
		return [];
	} catch (error) {
		if (error instanceof Undo) return error.found;
		throw error;
	}
}
