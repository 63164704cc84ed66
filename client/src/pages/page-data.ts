import type { Card, ChannelState, PostView } from "@dateline/shared/model";
import { type PageState, restView } from "./page-state.ts";
import { readBody } from "./parts/body.ts";

/** The id of the data block that carries a page's state. */
export const pageDataId = "page-state";

/** The languages whose words a document's page needs: its own, and English where that one has not got them all. */
export const readLanguages = ({ documentElement }: Document): string[] =>
	(documentElement.dataset["words"] ?? "en").split(" ");

type PageData = Omit<PageState, "view">;

/**
 * The state of a page as JSON that may stand in a `<script type="application/json">`. Bodies are left out (an empty
 * text says that there was one): they stand in the document, and {@link readPageState} takes them from there.
 */
export function writePageData({ page, states, cursor, origin, build }: PageState): string {
	const lean: Record<string, ChannelState> = {};
	for (const [channel, state] of Object.entries(states)) lean[channel] = mapBodies(state, (_key, text) => text && "");
	const leanPage = page.kind === "changes" ? { ...page, html: "" } : page;
	const data: PageData = { page: leanPage, states: lean, cursor, origin, build };
	return JSON.stringify(data)
		.replaceAll("<", "\\u003c")
		.replaceAll("\u2028", "\\u2028")
		.replaceAll("\u2029", "\\u2029");
}

/**
 * The state that a document was rendered from: call it before the custom elements are defined, since some of them
 * change what stands in a body. Null when the document has none, or one that can't be read.
 */
export function readPageState(document: Document): PageState | null {
	const block = document.getElementById(pageDataId);
	if (!block?.textContent) return null;
	let data: PageData;
	try {
		data = JSON.parse(block.textContent) as PageData;
	} catch {
		return null;
	}
	const bodies = new Map<string, Element>();
	for (const element of document.querySelectorAll("[data-body]")) {
		bodies.set(element.getAttribute("data-body") ?? "", element);
	}
	const find = (key: string): string | null => {
		const element = bodies.get(key);
		return element ? readBody(element) : null;
	};
	const states: Record<string, ChannelState> = {};
	for (const [channel, state] of Object.entries(data.states)) {
		states[channel] = mapBodies(state, (key, text) => (text === null ? null : (find(key) ?? text)));
	}
	return { ...data, states, view: restView };
}

/** The state with each body replaced; `key` is as in `data-body`. */
function mapBodies(state: ChannelState, replace: (key: string, text: string | null) => string | null): ChannelState {
	const card = (of: Card): Card => ({ ...of, opening: replace(`card:${of.id}`, of.opening) ?? "" });
	const post =
		(kind: "post" | "pinned") =>
		(of: PostView): PostView => ({
			...of,
			html: replace(`${kind}:${of.id}`, of.html),
		});
	switch (state.kind) {
		case "list":
			return { ...state, cards: state.cards.map(card) };
		case "card":
			return "slug" in state.card ? { ...state, card: card(state.card) } : state;
		case "story":
			return {
				...state,
				story:
					"slug" in state.story
						? { ...state.story, html: replace(`story:${state.story.id}`, state.story.html) }
						: state.story,
				posts: state.posts.map(post("post")),
				pinned: state.pinned.map(post("pinned")),
			};
		case "site":
			return state;
	}
}
