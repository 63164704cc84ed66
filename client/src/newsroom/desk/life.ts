import {
	type DigestProposal,
	digestProposalSchema,
	erasureSchema,
	forecastSchema,
	listOf,
	newPreviewSchema,
	previewSchema,
	revisionSchema,
	submissionDetailSchema,
	submissionLineSchema,
	templateSchema,
} from "@dateline/shared/protocol";
import { request, requestAs } from "./request.ts";

const root = "/api/v1";
const story = (id: string) => `${root}/stories/${id}`;

/** Reads what a story goes through: its revisions, what it will be, who sees it before its time, what was erased. */
export const life = {
	/** Newest first; of the story's own text, or of one post. */
	revisions: (storyId: string, { postId, after }: { postId?: string | null; after?: string | null } = {}) =>
		requestAs(
			listOf(revisionSchema),
			`${story(storyId)}/revisions?limit=50${postId ? `&postId=${postId}` : ""}${after ? `&after=${after}` : ""}`,
		),
	/** Submissions in these states, a page at a time. */
	submissions: (state: string, after: string | null = null) =>
		requestAs(
			listOf(submissionLineSchema),
			`${root}/submissions?limit=100&state=${state}${after ? `&after=${after}` : ""}`,
		),
	submission: (id: string) => requestAs(submissionDetailSchema, `${root}/submissions/${id}`),
	/** What would come of everything that is scheduled, as things stand. */
	forecasts: () => requestAs(listOf(forecastSchema), `${root}/forecasts`),
	templates: (language?: string) =>
		requestAs(listOf(templateSchema), `${root}/templates${language ? `?language=${language}` : ""}`),
	previews: (storyId: string) => requestAs(listOf(previewSchema), `${story(storyId)}/previews`),
	/** The only answer that has the address. */
	makePreview: (storyId: string, body: { expiresAt?: string; note?: string }) =>
		requestAs(newPreviewSchema, `${story(storyId)}/previews`, { method: "POST", body }),
	revokePreview: (storyId: string, id: string) => request(`${story(storyId)}/previews/${id}`, { method: "DELETE" }),
	erasures: (storyId: string) => requestAs(listOf(erasureSchema), `${story(storyId)}/erasures`),
	proposal: (date: string): Promise<DigestProposal> =>
		requestAs(digestProposalSchema, `${root}/digests/${date}/proposal`),
};

/** Reads a list to its end, a page at a time; for lists that a screen shows whole. */
export async function readAll<Item>(
	page: (after: string | null) => Promise<{ items: Item[]; next: string | null }>,
	most = 1000,
): Promise<Item[]> {
	const items: Item[] = [];
	let after: string | null = null;
	do {
		const read: { items: Item[]; next: string | null } = await page(after);
		items.push(...read.items);
		after = read.next;
	} while (after !== null && items.length < most);
	return items;
}
