import { z } from "zod";
import type { StoredEvent } from "../database/index.ts";
import type { EventType } from "../model/index.ts";

/** The stream of one epoch's events. The id of an entry is `<position>-0`. */
export const streamKey = (epoch: string): string => `dateline:${epoch}:events`;

/** What stands beside the event's JSON in an entry; a type that a newer version added is kept as it is. */
const metaSchema = z.object({
	channels: z.array(z.string()),
	at: z.string(),
	withheld: z.boolean(),
	subject: z.object({
		type: z.custom<EventType>((value) => typeof value === "string"),
		storyId: z.string().nullable(),
		postId: z.string().nullable(),
		keyDevelopmentId: z.string().nullable(),
		date: z.string().nullable(),
	}),
});

/** An entry's fields: `body` is the event's JSON as it goes to readers, `meta` what a server needs beside it. */
export function writeEntry({ body, channels, at, withheld, subject }: StoredEvent): { body: string; meta: string } {
	return { body, meta: JSON.stringify({ channels, at, withheld, subject }) };
}

/** The position that an entry's id stands for, or 0 when it is not one of ours. */
export const positionOf = (id: string): number => Number(/^(\d+)-0$/.exec(id)?.[1] ?? 0);

/** The event in an entry, or null when the entry is not one of ours: what is missing is then read from the record. */
export function readEntry(id: string, fields: readonly string[]): StoredEvent | null {
	const position = positionOf(id);
	const values = new Map<string, string>();
	for (let index = 0; index + 1 < fields.length; index += 2) {
		values.set(fields[index] as string, fields[index + 1] as string);
	}
	const body = values.get("body");
	const meta = metaSchema.safeParse(parseJson(values.get("meta")));
	return position > 0 && body !== undefined && meta.success ? { position, body, ...meta.data } : null;
}

function parseJson(text: string | undefined): unknown {
	try {
		return JSON.parse(text ?? "");
	} catch {
		return null;
	}
}
