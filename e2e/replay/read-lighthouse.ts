import { readFileSync } from "node:fs";
import { documentSchema } from "@dateline/shared/model";
import { bodyInputSchema } from "@dateline/shared/protocol";
import { z } from "zod";
import { type ReplayStory, wordsOfInput } from "./replay-story.ts";

const named = z.strictObject({ slug: z.string(), name: z.string() });
const coverage = z.strictObject({
	about: z.string(),
	section: named,
	topics: z.array(named),
	authors: z.array(named.extend({ desk: z.boolean() })),
	related: z.strictObject({ headline: z.string(), body: bodyInputSchema }),
	story: z.strictObject({
		headline: z.string(),
		standfirst: z.string(),
		body: bodyInputSchema,
		keyDevelopments: z.array(z.string()),
	}),
	posts: z.array(
		z.strictObject({
			at: z.string().regex(/^\d\d:\d\d$/),
			headline: z.string(),
			body: bodyInputSchema,
			key: z.boolean().default(false),
			breaking: z.boolean().default(false),
			pinned: z.int().nullable().default(null),
			authors: z.array(z.string()).default([]),
			keyDevelopment: z.string().nullable().default(null),
			edit: z.strictObject({ headline: z.string(), significant: z.boolean() }).nullable().default(null),
			correction: z.string().nullable().default(null),
			withdraw: z.boolean().default(false),
		}),
	),
});

/** The coverage that we invented (lighthouse.json), as if of 2 May 2026. */
export function readLighthouse(): ReplayStory {
	const file = new URL("lighthouse.json", import.meta.url);
	const { posts, about: _about, ...rest } = coverage.parse(JSON.parse(readFileSync(file, "utf8")));
	return {
		...rest,
		pictures: [
			{
				key: "picture",
				alt: "A white lighthouse on steel beams, seen from a garden",
				caption: "Kestrel Light just before the start",
				credit: "Drawing: Dateline",
				width: 1600,
				height: 1000,
			},
		],
		posts: posts.map(({ at, body, ...post }) => {
			const text = JSON.stringify(body);
			return {
				...post,
				publishedAt: `2026-05-02T${at}:00.000Z`,
				body: ({ pictures, related }) =>
					"type" in body
						? documentSchema.parse(
								JSON.parse(
									text
										.replaceAll('"mediaId":"picture"', `"mediaId":"${pictures.get("picture")}"`)
										.replaceAll('"storyId":"related"', `"storyId":"${related}"`),
								),
							)
						: body,
				words: wordsOfInput(body),
				exact: !/"(image|embed|relatedStory)"/.test(text),
			};
		}),
	};
}
