import { z } from "zod";
import { idSchema, instantSchema, sitePageSchema } from "../../model/index.ts";
import { siteContentSchema } from "../content.ts";
import { bodyInputSchema } from "./body-input.ts";
import { daySchema, listQuerySchema, nameSchema } from "./list.ts";

/**
 * `PATCH /api/v1/site`. `navigation` are sections, by id or slug, in their order. `pages` are texts in any form of a
 * body; null takes one away, and those that are not named stay. `filters` are what the feed can be narrowed to, sections and
 * topics by id or slug.
 */
export const sitePatchSchema = z
	.strictObject({
		...siteContentSchema.shape,
		navigation: z.array(nameSchema).max(20),
		filters: z.strictObject({
			sections: z.array(nameSchema).max(12),
			topics: z.array(nameSchema).max(12),
			keyDevelopments: z.boolean(),
		}),
		pages: z.partialRecord(sitePageSchema, bodyInputSchema.nullable()),
	})
	.partial()
	.meta({ id: "SitePatch" });

/** The site as editors see it. */
export const editorSiteSchema = siteContentSchema.extend({ revision: z.int().min(0) }).meta({ id: "Site" });
export type EditorSite = z.infer<typeof editorSiteSchema>;

/** `PUT /api/v1/digests/:date`: key development ids in the editor's order. */
export const digestInputSchema = z
	.strictObject({ lines: z.array(idSchema).min(1).max(100) })
	.meta({ id: "DigestInput" });

/** A list of digests goes from day to day. */
export const digestListQuerySchema = listQuerySchema.extend({ after: daySchema.optional() });

/** A digest as editors see it. */
export const editorDigestSchema = z
	.object({
		date: z.iso.date(),
		revision: z.int().min(1),
		lines: z.array(z.object({ id: idSchema, text: z.string(), storyId: idSchema, at: instantSchema })),
		publishedAt: instantSchema,
		updatedAt: instantSchema.nullable(),
	})
	.meta({ id: "Digest" });
export type EditorDigest = z.infer<typeof editorDigestSchema>;

/** One line of a day's proposal. */
export const proposedLineSchema = z.object({
	id: idSchema,
	text: z.string(),
	at: instantSchema,
	storyId: idSchema,
	storyHeadline: z.string(),
	storyUrl: z.string().nullable(),
	postId: idSchema.nullable(),
	status: z.enum(["published", "withdrawn"]),
	/** Its place in the published digest, 0 first; null when it is not in there. */
	place: z.int().min(0).nullable(),
	/** The post that it sums up was edited after the line was last written. */
	behind: z.boolean(),
	/** The post that it sums up, or its story, is withdrawn. */
	sourceWithdrawn: z.boolean(),
});

/** `GET /api/v1/digests/:date/proposal`: the digest that the day makes by itself, for an editor to pick from and order. */
export const digestProposalSchema = z
	.object({
		date: z.iso.date(),
		/** What is published now, with its revision for If-Match; null when nothing is. */
		digest: editorDigestSchema.nullable(),
		/** Ids in the order that is proposed: what the digest has as the editor left it, then what is new. */
		proposed: z.array(idSchema),
		/** Every key development of the day, and what the digest has besides, in the proposed order. */
		lines: z.array(proposedLineSchema),
		/** Key developments that readers see and that the digest does not have. */
		missing: z.int().min(0),
	})
	.meta({ id: "DigestProposal" });
export type DigestProposal = z.infer<typeof digestProposalSchema>;
