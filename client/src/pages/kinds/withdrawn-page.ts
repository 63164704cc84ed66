import { html, nothing, type TemplateResult } from "lit";
import type { Context } from "../context.ts";
import { latest, message } from "../parts/message.ts";
import { time } from "../parts/time.ts";

/** 410, with what readers are told of it and a way on to what was published since. */
export function withdrawnStoryPage(context: Context): TemplateResult {
	const { words, state } = context;
	const note = "withdrawal" in state.page ? (state.page.withdrawal ?? null) : null;
	return message(
		{ number: "410", word: words.withdrawn, at: note && time(context, note.at) },
		words.storyWithdrawn,
		note?.reason ? html`<bdi>${note.reason}</bdi>` : words.storyWithdrawnText,
		html`${note ? html`<p class="message-way">${words.storyWasPublished} ${time(context, note.publishedAt)}.${note.reason ? html` ${words.storyWithdrawnText}` : nothing}</p>` : nothing}<p class="message-actions"><a class="button" href="/">${words.goToFeed}</a></p>${latest(context)}`,
	);
}
