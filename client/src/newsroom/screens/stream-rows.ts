import {
	type Document,
	documentText,
	type MediaView,
	type PostView,
	renderDocument,
	type StoryChannelState,
} from "@dateline/shared/model";
import type { EditorPost } from "@dateline/shared/protocol";
import { type Delivery, isUnsettled } from "../desk/delivery.ts";
import { type PostWork, postWorkSchema } from "./post-work.ts";

/** One line of the stream: a post that readers have, one on its way, or one that was taken back. */
export interface StreamRow {
	/** The post's id, or its delivery's while it has none. */
	key: string;
	/** Null while it is on its way for the first time. */
	postId: string | null;
	state: "live" | "sending" | "queued" | "accepted" | "waiting" | "scheduled" | "refused" | "withdrawn";
	at: string;
	headline: string;
	/** Null while a long text is on its way. */
	html: string | null;
	post: PostView | null;
	/** What was handed in for it last. */
	delivery: Delivery | null;
	/** Its place among those that wait to go out, 0 first; -1 when it doesn't wait. */
	place: number;
	/** When it was taken from readers. */
	withdrawnAt: string | null;
	/** What was said then, as the record has it. */
	withdrawnReason?: string | null;
}

/** Readers have it, also while a change of it is on its way. */
export const isWithReaders = ({ post, state }: StreamRow): boolean => post !== null && state !== "withdrawn";

const noMedia: ReadonlyMap<string, MediaView> = new Map();

/** A document as it will look, with the pictures that are known. */
export const preview = (body: Document, media = noMedia): string => renderDocument(body, { media });

/** A post of a frozen page, from the record. */
export function rowOfRecord(post: EditorPost, media: ReadonlyMap<string, MediaView>): StreamRow | null {
	const content = post.content ?? post.draft;
	if (content === null) return null;
	return {
		...{ key: post.id, postId: post.id, state: post.status === "withdrawn" ? "withdrawn" : "live" },
		...{ at: post.publishedAt ?? post.createdAt, headline: content.headline, html: preview(content.body, media) },
		...{ post: viewOf(post, content), delivery: null, place: -1, withdrawnAt: post.withdrawnAt },
		withdrawnReason: post.withdrawnReason,
	};
}

/** What the stream needs to know of a post that its readers' pages don't hold. */
const viewOf = (post: EditorPost, content: NonNullable<EditorPost["content"]>): PostView => ({
	...{ id: post.id, storyId: post.storyId, revision: Math.max(1, post.revision), headline: content.headline },
	...{ html: null, bodyUrl: null, key: content.key, breaking: content.breaking, authors: [], corrections: [] },
	pinned: typeof content.pinned === "number" ? content.pinned : null,
	...{ publishedAt: post.publishedAt ?? post.createdAt, updatedAt: post.updatedAt },
});

/** What an editor sees of the stream: what readers have, and on top of it what is on its way. */
export function streamRows({
	state,
	deliveries,
	withdrawn,
	older,
	textOf = (post) => post.html ?? "",
	pictures = () => noMedia,
	placeOf = () => -1,
	now = Date.now(),
}: {
	state: StoryChannelState | null;
	/** Of this story, oldest first. */
	deliveries: readonly Delivery[];
	/** Posts that were withdrawn here, as they last stood. */
	withdrawn: ReadonlyMap<string, StreamRow>;
	older: readonly StreamRow[];
	/** The text of a post: a long one is fetched. */
	textOf?: (post: PostView) => string | null;
	/** The pictures of a text that has not gone out. */
	pictures?: (body: Document) => ReadonlyMap<string, MediaView>;
	placeOf?: (deliveryId: string) => number;
	now?: number;
}): StreamRow[] {
	const latest = new Map<string, Delivery>();
	for (const delivery of deliveries) {
		const postId = delivery.subjectId ?? delivery.about["postId"];
		if (delivery.type.startsWith("post.") && typeof postId === "string") latest.set(postId, delivery);
	}
	const live = (state?.posts ?? []).map((post): StreamRow => {
		const delivery = latest.get(post.id) ?? null;
		const row: StreamRow = {
			...{ key: post.id, postId: post.id, state: "live", at: post.publishedAt, headline: post.headline },
			...{ html: textOf(post), post, delivery, place: -1, withdrawnAt: null },
		};
		return delivery !== null && isUnsettled(delivery) ? asChanged(row, post, delivery, pictures, placeOf) : row;
	});
	const known = new Set(live.map(({ key }) => key));
	const underWay = deliveries.flatMap((delivery): StreamRow[] => {
		if (delivery.type !== "post.add" || delivery.state === "cancelled") return [];
		const { subjectId } = delivery;
		if (subjectId !== null && (known.has(subjectId) || withdrawn.has(subjectId))) return [];
		// Live, and gone since, or not yet here: a moment later it stands among the live ones.
		if (delivery.state === "live" && Date.parse(delivery.liveAt ?? "") < now - 5000) return [];
		const work = postWorkSchema.safeParse(delivery.about).data;
		if (!work || (isUnsettled(delivery) && live.some((row) => isArrival(row, work, delivery)))) return [];
		const shown = delivery.state === "live" || delivery.state === "saved" ? "accepted" : delivery.state;
		return [
			{
				...{
					key: delivery.id,
					postId: null,
					state: shown,
					headline: work.headline,
					html: preview(work.body, pictures(work.body)),
				},
				...{ at: work.publishedAt ?? new Date(delivery.at).toISOString(), post: null, delivery },
				...{ place: placeOf(delivery.id), withdrawnAt: null },
			},
		];
	});
	const gone = [...withdrawn.values()].filter(({ key }) => !known.has(key));
	const below = older.filter(({ key }) => !known.has(key) && !withdrawn.has(key));
	return [...underWay.reverse(), ...[...live, ...gone, ...below].sort((a, b) => (a.at < b.at ? 1 : -1))];
}

/** A post whose change is on its way: as it will be, in the frame in which that was sent. */
function asChanged(
	row: StreamRow,
	post: PostView,
	delivery: Delivery,
	pictures: (body: Document) => ReadonlyMap<string, MediaView>,
	placeOf: (deliveryId: string) => number,
): StreamRow {
	if (delivery.type !== "post.update") return row;
	const body = (delivery.body ?? {}) as Partial<PostWork>;
	const pinned = body.pinned === undefined ? post.pinned : body.pinned === true ? 0 : body.pinned || null;
	const changed = { ...post, key: body.key ?? post.key, breaking: body.breaking ?? post.breaking, pinned };
	return {
		...row,
		state: delivery.state === "queued" ? "queued" : "sending",
		at: body.publishedAt ?? row.at,
		headline: body.headline ?? row.headline,
		html: body.body ? preview(body.body, pictures(body.body)) : row.html,
		post: changed,
		place: placeOf(delivery.id),
	};
}

/** Whether the post that has come in is the one whose answer is still on its way: then it is shown once. */
function isArrival({ post, headline, html }: StreamRow, work: PostWork, delivery: Delivery): boolean {
	if (post === null || headline !== work.headline.trim()) return false;
	// Clocks of two machines differ by less than a minute, or much else is wrong.
	if (Date.parse(post.publishedAt) < delivery.at - 60_000 && work.publishedAt === null) return false;
	// Captions and the words around an embed are not the text's own.
	const words = (text: string) =>
		text
			.replace(/<(figcaption|dateline-embed)\b[\s\S]*?<\/\1>/g, " ")
			.replace(/<[^>]*>/g, " ")
			.replace(/&[^;]*;/g, "")
			.replace(/[^\p{L}\p{N}]+/gu, "");
	return words(html ?? "") === words(documentText(withoutEmbeds(work.body)));
}

const withoutEmbeds = (body: Document): Document => ({
	...body,
	content: body.content.filter(({ type }) => type !== "embed"),
});
