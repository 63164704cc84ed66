import { html, nothing, type TemplateResult } from "lit";
import type { Context } from "../context.ts";
import type { Withdrawal } from "../page-state.ts";
import { time } from "./time.ts";

/** What stands in place of a post or card that was withdrawn while it was on the page. */
export function tombstone(context: Context, what: "post" | "story", { at, reason }: Withdrawal): TemplateResult {
	const { words } = context;
	return html`<div class="tombstone"><b>${what === "post" ? words.postWithdrawnAt : words.storyWithdrawnAt} ${time(context, at)}</b>${reason ? html` <bdi>${reason}</bdi>` : nothing}</div>`;
}
