import { html, type TemplateResult } from "lit";
import type { Context } from "../context.ts";
import { latest, message } from "../parts/message.ts";

/** 410, with a way on to what was published since. */
export function withdrawnStoryPage(context: Context): TemplateResult {
	const { words } = context;
	return message(
		{ number: "410", word: words.withdrawn },
		words.storyWithdrawn,
		words.storyWithdrawnText,
		html`<p class="message-actions"><a class="button" href="/">${words.goToFeed}</a></p>${latest(context)}`,
	);
}
