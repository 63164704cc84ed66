import { z } from "zod";

/** A template's id: one of our own, or the name of one that comes with the software, such as `match-en`. */
export const templateIdSchema = z
	.string()
	.regex(/^([0-9b-df-hjkmnp-tv-z]{14}|[a-z]+(-[a-z]+)*)$/, "an id, or the name of a template that comes along")
	.max(40);
