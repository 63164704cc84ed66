import { z } from "zod";
import { idSchema, instantSchema } from "./id.ts";
import { mediaViewSchema } from "./media.ts";
import { sitePages } from "./site-pages.ts";
import { storyStateSchema } from "./story.ts";
import { sectionViewSchema, topicViewSchema } from "./taxonomy.ts";

export const sitePageSchema = z.enum(sitePages).meta({ id: "SitePage" });

/** The site: what every page shows around its own content. `liveNow` has live stories first, then upcoming ones. */
export const siteViewSchema = z
	.object({
		revision: z.int().min(1),
		name: z.string(),
		description: z.string(),
		language: z.string(),
		/** IANA zone of the newsroom, such as `Europe/Kyiv`: the day of a digest is a day in it. */
		timeZone: z.string(),
		contact: z.string(),
		about: z.string(),
		/** The name as a picture, on light and on dark paper; null of one: the other serves both. */
		logo: z.object({ light: mediaViewSchema.nullable(), dark: mediaViewSchema.nullable() }).optional(),
		/** Which pages have a text of their own. */
		pages: z.array(sitePageSchema).optional(),
		/** What the feed can be narrowed to: sections and topics in the order in which they are offered. */
		filters: z
			.object({
				sections: z.array(sectionViewSchema),
				topics: z.array(topicViewSchema),
				keyDevelopments: z.boolean(),
			})
			.optional(),
		/** The sections in the order of the navigation. */
		sections: z.array(sectionViewSchema),
		liveNow: z.array(
			z.object({
				id: idSchema,
				slug: z.string(),
				headline: z.string(),
				state: storyStateSchema,
				startsAt: instantSchema.nullable(),
				/** Id of its section; not there when it has none. */
				section: idSchema.optional(),
			}),
		),
	})
	.meta({ id: "SiteView" });
export type SiteView = z.infer<typeof siteViewSchema>;

/** A day's key developments in the editor's order; `date` is `YYYY-MM-DD` in the site's time zone. */
export const digestViewSchema = z
	.object({
		date: z.iso.date(),
		revision: z.int().min(1),
		lines: z.array(
			z.object({
				keyDevelopmentId: idSchema,
				text: z.string(),
				at: instantSchema,
				storyId: idSchema,
				storyKind: z.enum(["article", "live"]),
				storySlug: z.string(),
				storyHeadline: z.string(),
				postId: idSchema.nullable(),
			}),
		),
		publishedAt: instantSchema,
		updatedAt: instantSchema.nullable(),
	})
	.meta({ id: "DigestView" });
export type DigestView = z.infer<typeof digestViewSchema>;
