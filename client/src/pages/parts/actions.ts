import { html, nothing, type TemplateResult } from "lit";
import type { Context } from "../context.ts";
import { foreign } from "./foreign.ts";
import { icon } from "./icon.ts";

/**
 * Share and Copy link. Without JavaScript the first writes an e-mail and the second is the address itself, so both do
 * what they say; a preview has no address to pass on. `dateline-share` and `dateline-copy` do it better.
 */
export function actions(
	context: Context,
	path: string,
	title: string,
	language = context.language,
): TemplateResult | typeof nothing {
	const { words } = context;
	const heard = html`<bdi lang=${foreign(context, language).lang}>${title}</bdi>`;
	if (context.view.notice === "preview") return nothing;
	const mail = `mailto:?subject=${encodeURIComponent(title)}&body=${encodeURIComponent(context.state.origin + path)}`;
	return html`<div class="actions"><dateline-share data-path=${path} data-title=${title}><a class="action" href=${mail}>${icon.share}<span>${words.share}</span><span class="visually-hidden">: ${heard}</span></a></dateline-share><dateline-copy data-path=${path}><a class="action" href=${path}><span class="action-rest">${icon.link}${words.copyLink}</span><span class="action-done" hidden>${icon.check}${words.linkCopied}</span><span class="visually-hidden">${words.copyLinkTo} ${heard}</span></a></dateline-copy></div>`;
}
