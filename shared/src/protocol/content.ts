import { z } from "zod";
import {
	documentSchema,
	idSchema,
	instantSchema,
	sitePageSchema,
	storyKindSchema,
	storyLayoutSchema,
} from "../model/index.ts";

/** One line of plain text: no line breaks, no control characters, no white space around it. */
export const lineSchema = (max: number) =>
	z
		.string()
		.trim()
		.max(max)
		// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
		.regex(/^[^\u0000-\u001f\u007f\u2028\u2029]*$/, "one line without control characters");

/** A slug: lower-case words joined by hyphens, in any script. */
export const slugSchema = z
	.string()
	.min(1)
	.max(120)
	.regex(
		/^[\p{Ll}\p{Lo}\p{Lm}\p{M}\p{Nd}]+(-[\p{Ll}\p{Lo}\p{Lm}\p{M}\p{Nd}]+)*$/u,
		"lower-case words joined by hyphens",
	);

export const languageSchema = z
	.string()
	.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, "a BCP 47 language such as en, uk or ar");

/** An IANA time zone that this runtime knows; whether the record knows it too is asked where one is written. */
export const timeZoneSchema = z.string().max(64).refine(isTimeZone, "an IANA time zone such as Europe/Kyiv");

/** What an editor writes of a story. References are ids; `slug` null lets the headline make one. */
export const storyContentSchema = z.object({
	headline: lineSchema(300).min(1),
	standfirst: z.string().trim().max(2_000),
	body: documentSchema,
	slug: slugSchema.nullable(),
	language: languageSchema,
	section: idSchema.nullable(),
	topics: z.array(idSchema).max(20),
	authors: z.array(idSchema).max(20),
	lead: idSchema.nullable(),
	related: z.array(idSchema).max(10),
	startsAt: instantSchema.nullable(),
	/** The zone of where it happens, which readers see beside their own; null or nothing: the reader's alone. */
	timeZone: timeZoneSchema.nullable().optional(),
	/** How a live story is laid out; null or nothing: as a blog. */
	layout: storyLayoutSchema.nullable().optional(),
});
export type StoryContent = z.infer<typeof storyContentSchema>;

/** What an editor writes of a post. `publishedAt` null means the moment it goes live. */
export const postContentSchema = z.object({
	headline: lineSchema(300),
	body: documentSchema,
	key: z.boolean(),
	pinned: z.int().min(0).max(100).nullable(),
	breaking: z.boolean(),
	authors: z.array(idSchema).max(20),
	publishedAt: instantSchema.nullable(),
});
export type PostContent = z.infer<typeof postContentSchema>;

/** What an editor writes of a key development. `at` null means the moment it goes live, or its post's time. */
export const keyDevelopmentContentSchema = z.object({
	text: lineSchema(300).min(1),
	postId: idSchema.nullable(),
	at: instantSchema.nullable(),
});
export type KeyDevelopmentContent = z.infer<typeof keyDevelopmentContentSchema>;

/** What an administrator writes of the site. */
export const siteContentSchema = z.object({
	name: lineSchema(80).min(1),
	description: lineSchema(300),
	language: languageSchema,
	timeZone: timeZoneSchema,
	contact: lineSchema(300),
	about: z.string().max(20_000),
	/** Section ids in the order of the navigation. */
	navigation: z.array(idSchema).max(20),
	/** What the feed can be narrowed to: section and topic ids in their order; stories with key developments unless switched off. */
	filters: z
		.object({
			sections: z.array(idSchema).max(12),
			topics: z.array(idSchema).max(12),
			keyDevelopments: z.boolean(),
		})
		.optional(),
	/** The languages that stories are offered in; the site's own is one of them. */
	languages: z.array(languageSchema).min(1).max(40).optional(),
	/** Media ids of the name as a picture. */
	logo: z.object({ light: idSchema.nullable(), dark: idSchema.nullable() }).optional(),
	/** The texts of the site's own pages; in a change, null takes one away. */
	pages: z.partialRecord(sitePageSchema, documentSchema.nullable()).optional(),
});
export type SiteContent = z.infer<typeof siteContentSchema>;

export const sectionContentSchema = z.object({
	slug: slugSchema,
	name: lineSchema(80).min(1),
	description: lineSchema(500),
	/** No longer offered for new work, and out of the navigation; what has it keeps it. */
	retired: z.boolean().optional(),
});
export type SectionContent = z.infer<typeof sectionContentSchema>;

export const authorContentSchema = z.object({
	slug: slugSchema,
	name: lineSchema(120).min(1),
	desk: z.boolean(),
	role: lineSchema(120),
	bio: z.string().trim().max(2_000),
	contact: lineSchema(200),
	portrait: idSchema.nullable(),
	/** No longer offered for new work; what was signed stays signed. */
	retired: z.boolean().optional(),
});
export type AuthorContent = z.infer<typeof authorContentSchema>;

export const mediaContentSchema = z.object({
	alt: z.string().trim().max(1_000),
	caption: z.string().trim().max(1_000),
	credit: lineSchema(200),
	focus: z.object({ x: z.number().min(0).max(1), y: z.number().min(0).max(1) }),
	/** Why it has no alt text: it only decorates, or the words follow within ten minutes. */
	altAbsence: z.enum(["decoration", "later"]).nullable().optional(),
});
export type MediaContent = z.infer<typeof mediaContentSchema>;

export { storyKindSchema };

function isTimeZone(name: string): boolean {
	try {
		new Intl.DateTimeFormat("en", { timeZone: name });
		return true;
	} catch {
		return false;
	}
}
