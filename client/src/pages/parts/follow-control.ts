import { html, nothing, type TemplateResult } from "lit";
import type { Context } from "../context.ts";
import { icon } from "./icon.ts";

/**
 * The Follow button of a story, topic, author or section; `client/src/follow` goes on from here when it is pressed.
 * Without a script, the way to the letter stands in its place.
 */
export function followControl(
	context: Context,
	of: { channel: string; label: string; about: string; level: "all" | "key" },
): TemplateResult | typeof nothing {
	const { words, view } = context;
	if (view.notice === "preview") return nothing;
	return html`<div class="follow-control" data-follow=${of.channel} data-level=${of.level}><button class="button button-solid needs-script" type="button" aria-pressed="false" data-action="follow">${icon.bell}${of.label}</button><a class="button without-script" href="/follow#digest">${words.byMail}</a><p>${of.about} <a class="link" href="/follow">${words.chooseNotices}</a></p></div>`;
}
