import { type PageState, renderFrame, renderPage } from "@dateline/client/pages";
import { render } from "@lit-labs/ssr";
import { collectResultSync } from "@lit-labs/ssr/lib/render-result.js";

/** What no text holds: the record can't store it. */
const hole = { head: "\u0000head", foot: "\u0000foot" } as const;

/** Stands for HTML that is put into the rendered page as it is. */
const place = "<!--the server's-->";

/**
 * The body of a page. Its head and foot are written without the marks by which the browser would take them over: it
 * leaves them alone, which spares it their templates and their work.
 */
export function writeBody(state: PageState): string {
	const frame = renderFrame(state);
	const write = (part: "head" | "foot") =>
		collectResultSync(render(frame[part])).replaceAll(/<!--(?:\/?lit-|\?).*?-->|<\?>/g, "");
	const { page } = state;
	// What is HTML already, and long, must not be read by the renderer, which takes it apart to write it again.
	const html = page.kind === "changes" ? page.html : "";
	const lean = page.kind === "changes" ? { ...state, page: { ...page, html: place } } : state;
	return collectResultSync(render(renderPage(lean, hole)))
		.replace(hole.head, () => write("head"))
		.replace(hole.foot, () => write("foot"))
		.replace(place, () => html);
}
