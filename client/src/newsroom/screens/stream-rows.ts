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
	html: string;
	post: PostView | null;
	/** What was handed in for it last. */
	delivery: Delivery | null;
}

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
		...{ post: null, delivery: null },
	};
}

/** What an editor sees of the stream: what readers have, and on top of it what is on its way. */
export function streamRows({
	state,
	deliveries,
	withdrawn,
	older,
}: {
	state: StoryChannelState | null;
	/** Of this story, oldest first. */
	deliveries: readonly Delivery[];
	/** Posts that were withdrawn here, as they last stood. */
	withdrawn: ReadonlyMap<string, StreamRow>;
	older: readonly StreamRow[];
}): StreamRow[] {
	const latest = new Map<string, Delivery>();
	for (const delivery of deliveries) {
		const postId = delivery.subjectId ?? delivery.about["postId"];
		if (delivery.type.startsWith("post.") && typeof postId === "string") latest.set(postId, delivery);
	}
	const live = (state?.posts ?? []).map(
		(post): StreamRow => ({
			...{ key: post.id, postId: post.id, state: "live", at: post.publishedAt, headline: post.headline },
			...{ html: post.html ?? "", post, delivery: latest.get(post.id) ?? null },
		}),
	);
	const known = new Set(live.map(({ key }) => key));
	const underWay = deliveries.flatMap((delivery): StreamRow[] => {
		if (delivery.type !== "post.add" || delivery.state === "cancelled") return [];
		const { subjectId } = delivery;
		if (subjectId !== null && (known.has(subjectId) || withdrawn.has(subjectId))) return [];
		// Live, and gone since, or not yet here: a moment later it stands among the live ones.
		if (delivery.state === "live" && Date.parse(delivery.liveAt ?? "") < Date.now() - 5000) return [];
		const work = postWorkSchema.safeParse(delivery.about).data;
		if (!work || (isUnsettled(delivery) && live.some((row) => isArrival(row, work, delivery)))) return [];
		const shown = delivery.state === "live" || delivery.state === "saved" ? "accepted" : delivery.state;
		return [
			{
				...{ key: delivery.id, postId: null, state: shown, headline: work.headline, html: preview(work.body) },
				...{ at: work.publishedAt ?? new Date(delivery.at).toISOString(), post: null, delivery },
			},
		];
	});
	const gone = [...withdrawn.values()].filter(({ key }) => !known.has(key));
	const below = older.filter(({ key }) => !known.has(key) && !withdrawn.has(key));
	return [...underWay.reverse(), ...[...live, ...gone, ...below].sort((a, b) => (a.at < b.at ? 1 : -1))];
}

/** Whether the post that has come in is the one whose answer is still on its way: then it is shown once. */
function isArrival({ post, headline, html }: StreamRow, work: PostWork, delivery: Delivery): boolean {
	if (post === null || headline !== work.headline.trim()) return false;
	// Clocks of two machines differ by less than a minute, or much else is wrong.
	if (Date.parse(post.publishedAt) < delivery.at - 60_000 && work.publishedAt === null) return false;
	const words = (text: string) =>
		text
			.replace(/<[^>]*>/g, " ")
			.replace(/&[^;]*;/g, "")
			.replace(/[^\p{L}\p{N}]+/gu, "");
	return words(html) === words(documentText(work.body));
}
