import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { z } from "zod";
import type { Delivery } from "../desk/delivery.ts";
import type { Desk } from "../desk/desk.ts";
import { sayDelivery } from "../parts/delivery-words.ts";
import { plural } from "../parts/plural.ts";

/** What the select bar writes down of a merger or a move, so that it can be taken back. */
export const movedSchema = z.object({
	headline: z.string(),
	/** The posts that left their place. */
	postIds: z.array(z.string()),
	/** Of a move: the story that they went to. */
	toStoryId: z.string().optional(),
	/** Of a merger: the post that took the others over, and its revision before. */
	postId: z.string().optional(),
	revision: z.number().optional(),
	/** The key developments that were tied to the posts. */
	lines: z.array(z.object({ id: z.string(), postId: z.string() })).default([]),
});
export type Moved = z.infer<typeof movedSchema>;

/** Mergers and moves that were handed in here since the page was opened, oldest first. */
export function movesOf(desk: Desk, storyId: string): readonly { delivery: Delivery; moved: Moved }[] {
	return desk.outbox.list(storyId).flatMap((delivery) => {
		if (delivery.type !== "post.merge" && delivery.type !== "post.move") return [];
		const moved = movedSchema.safeParse(delivery.about).data;
		return moved ? [{ delivery, moved }] : [];
	});
}

/**
 * Takes a merger or a move back: the posts stand where they stood. After a merger the taken-over ones come back first
 * and the other loses their words second, so that readers have every word at every moment.
 */
export function undoMove(desk: Desk, storyId: string, { delivery, moved }: { delivery: Delivery; moved: Moved }): void {
	const { headline, postIds, toStoryId, postId, revision } = moved;
	const story = `/api/v1/stories/${storyId}`;
	const send = (type: string, path: string, body: unknown, about: Record<string, unknown>) =>
		desk.outbox.send({ lane: storyId, type, method: "POST", path, body, about: { headline, ...about } });
	if (toStoryId) {
		const path = `/api/v1/stories/${toStoryId}/posts/move`;
		send("post.move_back", path, { postIds, toStoryId: storyId }, {});
	} else {
		for (const id of postIds) send("post.restore", `${story}/posts/${id}/restore`, undefined, { postId: id });
		for (const { id, postId: of } of moved.lines) {
			const path = `${story}/key-developments/${id}`;
			desk.outbox.send({ lane: storyId, type: "key_development.update", method: "PATCH", path, body: { postId: of } });
		}
		if (postId && revision) {
			send(
				"post.restore_revision",
				`${story}/revisions/${revision}/restore`,
				{ postId, significant: false },
				{ postId },
			);
		}
	}
	desk.outbox.dismiss(delivery.id);
}

/** What became of the posts that left their place, with the way back, where they stood. */
export function movedLines(desk: Desk, storyId: string) {
	return movesOf(desk, storyId).map((move) => {
		const { delivery, moved } = move;
		const count = moved.postIds.length;
		const what = moved.toStoryId
			? plural(count, msg(str`${count} [post|posts] moved to “${moved.headline}”`))
			: moved.headline
				? plural(count, msg(str`${count} [post|posts] merged into “${moved.headline}”`))
				: plural(count, msg(str`${count} [post|posts] merged into another one`));
		const done = delivery.state === "live";
		const refused = delivery.state === "refused";
		const leave = () => desk.outbox.dismiss(delivery.id);
		return html`<article class="post ${refused ? "is-refused" : done ? "is-withdrawn" : "is-sending"}" data-move=${delivery.id}>
			<div class="gutter"><time datetime=${new Date(delivery.at).toISOString()}>${desk.times.minute(new Date(delivery.at).toISOString())}</time><span>${moved.toStoryId ? msg("moved") : msg("merged")}</span></div>
			<div class="text"><p dir="auto">${what}</p>
				<div class="note"><span role="status" class=${refused ? "bad" : "dim"}>${sayDelivery(delivery, desk.times)}</span>
				${moved.toStoryId && done ? html`<a class="link" href="/newsroom/story/${moved.toStoryId}">${msg("Go there")}</a>` : nothing}
				${done ? html`<button type="button" class="link" @click=${() => undoMove(desk, storyId, move)}>${msg("Undo")} <kbd aria-hidden="true">U</kbd></button>` : nothing}
				${done || refused ? html`<button type="button" class="link" @click=${leave}>${msg("Leave it")}</button>` : nothing}</div></div>
		</article>`;
	});
}
