import { html, nothing, type TemplateResult } from "lit";
import type { Context } from "../context.ts";
import { type ChangesPage, storyOf } from "../page-state.ts";
import { trustedHtml } from "../parts/body.ts";
import { messagePage, messageWords } from "./message-page.ts";
import { withdrawnStoryPage } from "./withdrawn-page.ts";

export { messageWords };

/**
 * What changed, as the server wrote it (`changes/render-changes.ts`). What is withdrawn while the page is open goes from
 * it, and a version that comes out meanwhile is told of; nothing else on it ever moves.
 */
export function changesPage(context: Context, page: ChangesPage): TemplateResult {
	const channel = storyOf(context.state, page.id);
	if (!channel) return withdrawnStoryPage(context);
	const { id, postId } = page;
	const post = channel.posts.find((view) => view.id === postId);
	if (postId !== null && !post) return messagePage(context, { kind: "gone", id, postId, withdrawal: null });
	const { words } = context;
	const revision = post?.revision ?? channel.story.revision;
	const note =
		revision > page.revision
			? html`<p class="update-note" role="status"><b>${words.newVersionOut(revision)}</b> <a class="link" href="">${words.showIt}</a></p>`
			: nothing;
	return html`<div class="wrap"><main id="main">${note}${trustedHtml(page.html)}</main></div>`;
}
