import { z } from "zod";
import { isInstant } from "../../model/index.ts";
import { submissionSchema } from "../submission.ts";

const limit = z.coerce.number().int().min(1).max(100).default(50);

/** What a list takes that goes from new to old: a page's size, and the `next` of the page before. */
export const listQuerySchema = z.strictObject({
	limit,
	after: z
		.string()
		.max(100)
		.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z_[0-9A-Za-z-]{1,64}$/, "the next of the page before")
		.refine((text) => isInstant(text.slice(0, 24)), "the next of the page before")
		.optional(),
});

/** The same of revisions: `after` is a number. */
export const revisionListQuerySchema = z.strictObject({
	limit,
	after: z
		.string()
		.regex(/^\d{1,9}$/, "the next of the page before")
		.optional(),
});

/** A page of a list; `next` is null on the last. */
export const listOf = <Item extends z.ZodType>(item: Item) =>
	z.object({ items: z.array(item), next: z.string().nullable() });

/** An id or a slug: where a section, topic or author is named. */
export const nameSchema = z.string().min(1).max(120);

/** A day, `YYYY-MM-DD`, that the record's calendar has too: it begins with the year 1. */
export const daySchema = z.iso.date().refine((day) => isInstant(`${day}T00:00:00.000Z`), "a day that there is");

/** A moment that somebody sets: any offset and precision come in, UTC with milliseconds goes on. */
export const instantInputSchema = z.iso
	.datetime({ offset: true })
	.refine((text) => inRange(text), "a moment between the years 1900 and 2200")
	.transform((text) => new Date(text).toISOString())
	.meta({ id: "InstantInput", description: "ISO 8601 with an offset or Z.", example: "2026-05-02T14:16:00Z" });

function inRange(text: string): boolean {
	const year = new Date(text).getUTCFullYear();
	return year >= 1900 && year <= 2200;
}

/** What answers a change that readers see by now. `position` is its greatest event's; 0 when nothing changed for them. */
export const appliedSchema = z.object({ submission: submissionSchema, position: z.int().min(0) });

/** What answers a change that readers do not see yet: it waits for its time, for approval or for the worker. */
export const acceptedSchema = z.object({ submission: submissionSchema }).meta({ id: "Accepted" });
export type Accepted = z.infer<typeof acceptedSchema>;
