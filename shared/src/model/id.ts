import { customAlphabet } from "nanoid";
import { z } from "zod";

/** No vowels and no look-alikes: an id never spells a word and can be read out over a phone. */
const alphabet = "0123456789bcdfghjkmnpqrstvwxyz";

/** A new id: 14 characters of 30, 68 random bits, safe in an address. */
export const newId: () => string = customAlphabet(alphabet, 14);

/** An id that {@link newId} made. */
export const idSchema = z
	.string()
	.regex(/^[0-9b-df-hjkmnp-tv-z]{14}$/, "an id has 14 characters of 0-9 and consonants")
	.meta({ id: "Id", description: "An id: 14 characters of 0-9 and consonants.", example: "3kq8w0z2m4hd7c" });

/** An instant as ISO 8601 in UTC with milliseconds, such as `2026-05-02T14:16:00.000Z`. */
export const instantSchema = z.iso.datetime({ precision: 3 }).meta({ id: "Instant" });
