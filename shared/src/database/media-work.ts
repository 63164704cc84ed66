import { sql } from "kysely";
import type { MediaKind, MediaView } from "../model/index.ts";
import type { Executor } from "./open.ts";

/** What of a piece of media is to be made. */
export interface MediaWork {
	id: string;
	kind: MediaKind;
	file: string;
	type: string;
	renditions: MediaView["renditions"];
	attempts: number;
}

/** Tries before something is given up; an editor can ask for more. */
const triesAtMost = 5;
/** Minutes for which one that was taken is nobody else's: its worker may have died. */
const minutesTaken = 10;

/** Takes the piece of media that waits longest, for a while; null when nothing waits. */
export async function takeMediaWork(executor: Executor): Promise<MediaWork | null> {
	const { rows } = await sql<MediaWork>`
		update media set attempts = attempts + 1, due_at = clock_timestamp() + make_interval(mins => ${minutesTaken})
		where id = (
			select id from media where made = 'waiting' and due_at <= clock_timestamp()
			order by due_at limit 1 for update skip locked
		)
		returning id, kind, file, type, renditions, attempts`.execute(executor);
	return rows[0] ?? null;
}

/** Everything is made of it. `smallest` is the smallest of its sizes, if it has any. */
export async function endMediaWork(
	executor: Executor,
	id: string,
	smallest: { bytes: number; type: string } | null,
): Promise<void> {
	await executor
		.updateTable("media")
		.set({
			made: "done",
			problem: null,
			...(smallest && { details: sql`details || ${JSON.stringify({ smallest })}::jsonb` as never }),
		})
		.where("id", "=", id)
		.execute();
}

/** It could not be made: tried again later, or given up. Readers get the file itself meanwhile. */
export async function failMediaWork(executor: Executor, { id, attempts }: MediaWork, problem: string): Promise<void> {
	await executor
		.updateTable("media")
		.set({
			problem: problem.slice(0, 500),
			made: attempts >= triesAtMost ? "failed" : "waiting",
			due_at: sql<Date>`clock_timestamp() + make_interval(secs => ${Math.min(600, 5 * 3 ** attempts)})`,
		})
		.where("id", "=", id)
		.execute();
}

/** Has it made anew, after it was given up or when more can be made by now. */
export async function makeMediaAnew(executor: Executor, id: string): Promise<void> {
	await executor
		.updateTable("media")
		.set({ made: "waiting", attempts: 0, problem: null, due_at: sql<Date>`clock_timestamp()` })
		.where("id", "=", id)
		.execute();
}

/** Which ffmpeg the workers have, null for none. */
export async function noteMediaPrograms(executor: Executor, ffmpeg: string | null): Promise<void> {
	await sql`
		insert into media_programs (ffmpeg, looked_at) values (${ffmpeg}, clock_timestamp())
		on conflict (one) do update set ffmpeg = excluded.ffmpeg, looked_at = excluded.looked_at`.execute(executor);
}

/** The name of the file, or its address in a bucket, of this id; null when there is none. */
export async function readMediaFile(executor: Executor, id: string): Promise<string | null> {
	const row = await executor.selectFrom("media").select("file").where("id", "=", id).executeTakeFirst();
	return row?.file ?? null;
}
