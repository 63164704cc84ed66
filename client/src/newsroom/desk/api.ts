import {
	audienceSchema,
	editorAuthorSchema,
	editorDigestSchema,
	editorKeyDevelopmentSchema,
	editorMediaSchema,
	editorPostSchema,
	editorSectionSchema,
	editorSiteSchema,
	editorStorySchema,
	listOf,
	type MediaCut,
	mediaCountsSchema,
	mediaUseSchema,
	meSchema,
	revisionSchema,
	storyLineSchema,
	submissionLineSchema,
} from "@dateline/shared/protocol";
import { z } from "zod";
import { requestAs } from "./request.ts";

/** A list's query: what is undefined is left out. */
const query = (values: Record<string, string | number | undefined>): string => {
	const given = Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]]));
	return given.length === 0 ? "" : `?${new URLSearchParams(given)}`;
};

const root = "/api/v1";

/** Every item of a list, page after page. */
async function requestAll<Schema extends z.ZodType>(schema: Schema, path: string): Promise<z.infer<Schema>[]> {
	const all: z.infer<Schema>[] = [];
	let after: string | undefined;
	do {
		const { items, next } = await requestAs(listOf(schema), `${path}${query({ limit: 100, after })}`);
		all.push(...(items as z.infer<Schema>[]));
		after = next ?? undefined;
	} while (after !== undefined);
	return all;
}

/** Everything that the console reads. What it writes goes through the outbox. */
export const api = {
	me: () => requestAs(meSchema, `${root}/me`),
	site: () => requestAs(editorSiteSchema, `${root}/site`),
	stories: (
		filter: { status?: string; kind?: string; state?: string; q?: string; limit?: number; after?: string } = {},
	) => requestAs(listOf(storyLineSchema), `${root}/stories${query({ limit: 100, ...filter })}`),
	story: (id: string) => requestAs(editorStorySchema, `${root}/stories/${id}`),
	audience: (id: string, hours = 24) => requestAs(audienceSchema, `${root}/stories/${id}/audience?hours=${hours}`),
	storyRevisions: (id: string) => requestAs(listOf(revisionSchema), `${root}/stories/${id}/revisions?limit=50`),
	posts: (storyId: string, filter: { status?: string; after?: string; limit?: number } = {}) =>
		requestAs(listOf(editorPostSchema), `${root}/stories/${storyId}/posts${query({ limit: 100, ...filter })}`),
	post: (storyId: string, id: string) => requestAs(editorPostSchema, `${root}/stories/${storyId}/posts/${id}`),
	keyDevelopments: (storyId: string) =>
		requestAs(listOf(editorKeyDevelopmentSchema), `${root}/stories/${storyId}/key-developments?limit=100`),
	keyDevelopmentsOn: (date: string) =>
		requestAs(listOf(editorKeyDevelopmentSchema), `${root}/key-developments${query({ date, limit: 100 })}`),
	/** Newest day first. */
	digests: () => requestAs(listOf(editorDigestSchema), `${root}/digests?limit=30`),
	submissions: (filter: { state?: string; storyId?: string; mine?: string; limit?: number } = {}) =>
		requestAs(listOf(submissionLineSchema), `${root}/submissions${query({ limit: 50, ...filter })}`),
	/** All of them, however many pages they are. */
	sections: () => requestAll(editorSectionSchema, `${root}/sections`),
	topics: () => requestAll(editorSectionSchema, `${root}/topics`),
	authors: () => requestAll(editorAuthorSchema, `${root}/authors`),
	media: (id: string) => requestAs(editorMediaSchema, `${root}/media/${id}`),
	mediaList: (filter: Record<string, string | number | undefined> = {}) =>
		requestAs(listOf(editorMediaSchema), `${root}/media${query({ limit: 60, ...filter })}`),
	mediaCounts: () => requestAs(mediaCountsSchema, `${root}/media/counts`),
	mediaUses: async (id: string) =>
		(await requestAs(z.object({ items: z.array(mediaUseSchema) }), `${root}/media/${id}/uses`)).items,
	cutMedia: async (id: string, cut: MediaCut) =>
		(
			await requestAs(z.object({ media: editorMediaSchema }), `${root}/media/${id}/cuts`, {
				...{ method: "POST", body: cut, patience: 60_000 },
			})
		).media,
	makeMedia: async (id: string) =>
		(await requestAs(z.object({ media: editorMediaSchema }), `${root}/media/${id}/make`, { method: "POST", body: {} }))
			.media,
};
