import { type Document, documentSchema, emptyDocument } from "@dateline/shared/model";
import type { EditorPost, EditorStory, SubmissionDetail, SubmissionLine } from "@dateline/shared/protocol";
import { z } from "zod";
import type { Content } from "../../compare/compare-contents.ts";
import { api } from "../desk/api.ts";
import { life } from "../desk/life.ts";

/** A contribution that is open: what it brings, and what it is to take the place of. */
export interface Piece {
	line: SubmissionLine | SubmissionDetail;
	/** Which words were read: only these are let through. */
	version: string;
	story: EditorStory | null;
	post: EditorPost | null;
	/** As it would stand, all parts. */
	filed: Content;
	/** What readers have of it; null when it is new. */
	live: Content | null;
	/** Whether it has a text that can be written on. */
	hasText: boolean;
	significant: boolean;
}

const changeSchema = z.looseObject({
	type: z.string(),
	postId: z.string().optional(),
	content: z.record(z.string(), z.unknown()).optional(),
	patch: z.record(z.string(), z.unknown()).optional(),
	text: z.string().optional(),
	significant: z.boolean().optional(),
});

/** Reads a contribution with all that one needs to judge it. */
export async function readPiece(line: Pick<SubmissionLine, "id">): Promise<Piece> {
	const detail = await life.submission(line.id);
	const { content, patch, postId, text, significant = false } = changeSchema.parse(detail.change);
	const story = detail.storyId === null ? null : await api.story(detail.storyId).catch(() => null);
	const post = detail.storyId !== null && postId ? await api.post(detail.storyId, postId).catch(() => null) : null;
	const live = patch === undefined ? null : (((postId ? post?.content : story?.content) ?? null) as Content | null);
	const filed: Content = {
		...(live ?? {}),
		...(content ?? {}),
		...(patch ?? {}),
		...(text === undefined ? {} : { text }),
	};
	const hasText = documentSchema.safeParse(filed["body"]).success;
	return { ...{ line: detail, version: detail.version, story, post, filed, live, significant }, hasText };
}

/** What an editor can write on a contribution. */
export const pieceWorkSchema = z.object({
	headline: z.string(),
	/** Of a story. */
	standfirst: z.string().nullable(),
	body: documentSchema,
	key: z.boolean(),
	pinned: z.union([z.number(), z.boolean()]).nullable(),
	breaking: z.boolean(),
	authors: z.array(z.string()),
	publishedAt: z.string().nullable(),
});
export type PieceWork = z.infer<typeof pieceWorkSchema>;

/** The contribution as one begins to write on it. */
export function workOf({ filed, line }: Piece): PieceWork {
	const ofPost = line.type.startsWith("post.");
	return {
		headline: String(filed["headline"] ?? ""),
		standfirst: ofPost ? null : String(filed["standfirst"] ?? ""),
		body: (documentSchema.safeParse(filed["body"]).data ?? emptyDocument) as Document,
		key: filed["key"] === true,
		pinned: (filed["pinned"] as number | null | undefined) ?? null,
		breaking: filed["breaking"] === true,
		authors: (filed["authors"] as string[] | undefined) ?? [],
		publishedAt: ofPost ? ((filed["publishedAt"] as string | null | undefined) ?? null) : null,
	};
}

/** What was changed of it, as a patch takes it. */
export function pieceChanges(piece: Piece, work: PieceWork): Content {
	const before = workOf(piece);
	const ofPost = piece.line.type.startsWith("post.");
	const parts: readonly (keyof PieceWork)[] = ofPost
		? ["headline", "body", "key", "pinned", "breaking", "authors", "publishedAt"]
		: ["headline", "standfirst", "body", "authors"];
	return Object.fromEntries(
		parts
			.filter((part) => JSON.stringify(before[part]) !== JSON.stringify(work[part]))
			.map((part) => [part, work[part]]),
	);
}

/** Where an editor's words on it are sent: to the draft that it publishes, else to the contribution itself. */
export function editOf(
	{ line, story, post, version }: Piece,
	changes: Content,
): { method: "PATCH" | "POST"; path: string; body: unknown } {
	if (line.type === "post.add" && story && post)
		return { method: "PATCH", path: `/api/v1/stories/${story.id}/posts/${post.id}`, body: changes };
	if (line.type === "story.publish" && story)
		return { method: "PATCH", path: `/api/v1/stories/${story.id}`, body: changes };
	return { method: "POST", path: `/api/v1/submissions/${line.id}/edit`, body: { version, patch: changes } };
}

/** Whether what waits now is what was sent: then it is let through by its version. */
export function brings(detail: SubmissionDetail, changes: Content): boolean {
	const { content, patch } = changeSchema.parse(detail.change);
	const now = { ...(content ?? {}), ...(patch ?? {}) };
	return Object.entries(changes).every(([part, value]) => {
		const sent = part === "pinned" ? (value === true ? 0 : value === false ? null : value) : value;
		return JSON.stringify(now[part]) === JSON.stringify(typeof sent === "string" ? sent.trim() : sent);
	});
}

/** What it is about, as the newsroom names it to each other. */
export const subjectOf = ({ post, story }: Piece): string => (post ? `post:${post.id}` : `story:${story?.id ?? ""}`);

/** Of these contributions that were sent back, those whose author still has them: neither filed again nor let go. */
export async function stillBack(
	back: readonly SubmissionLine[],
	waiting: readonly SubmissionLine[],
): Promise<SubmissionLine[]> {
	const idOf = async ({ id }: SubmissionLine): Promise<string> => {
		const { change, storyId } = await life.submission(id);
		return changeSchema.parse(change).postId ?? storyId ?? id;
	};
	const again = new Set(back.length === 0 ? [] : await Promise.all(waiting.map(idOf)));
	const seen = new Set<string>();
	const still = await Promise.all(
		back
			.filter(({ doneAt }) => doneAt !== null && Date.parse(doneAt) > Date.now() - longestBack)
			.slice(0, mostBack)
			.map(async (line) => {
				const subject = await idOf(line);
				if (again.has(subject) || seen.has(subject)) return null;
				seen.add(subject);
				if (line.storyId === null) return line;
				const draft = line.type === "post.add" ? await api.post(line.storyId, subject) : await api.story(line.storyId);
				const fresh = line.type === "post.add" || line.type === "story.publish";
				return draft.status === "withdrawn" || (fresh && draft.revision > 0) ? null : line;
			}),
	);
	return still.filter((line): line is SubmissionLine => line !== null);
}

/** As many of them are looked at, and for so long (milliseconds). */
const mostBack = 30;
const longestBack = 3 * 86_400_000;
