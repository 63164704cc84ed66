import { cardChannels, type Page, type PageState } from "@dateline/client/pages";
import { type Executor, type OpenRecord, readBody, readConsistent } from "@dateline/shared/database";
import type { ChannelState, PostView } from "@dateline/shared/model";
import type { Settings } from "@dateline/shared/settings";
import type { Model } from "../model/model.ts";
import type { StateReader } from "../model/read-states.ts";
import type { Search } from "../search/create-search.ts";
import type { Comparer } from "./changes/comparer.ts";
import type { Redirect } from "./find-route.ts";

/** What pages are read from. */
export interface PageSource {
	model: Model;
	states: StateReader;
	record: OpenRecord;
	/** Whether letters are sent, and the quiet hours that a device begins with. */
	settings?: Partial<Pick<Settings, "smtp" | "quietHours">>;
	search: Search;
	comparer: Comparer;
	/** The site's own address, without a slash at its end. */
	origin: string;
}

/** A page before it is rendered: its status and what it shows, or where it leads on to. */
export type ReadPage =
	| { status: 200 | 404 | 410 | 503; page: Page; states: PageState["states"] }
	| { redirect: Redirect };

/** The states of these channels as the model has them; one that was never public is not in the answer. */
export async function readStates(
	source: Pick<PageSource, "states">,
	channels: readonly string[],
): Promise<Record<string, ChannelState>> {
	const { states } = await source.states.read([...new Set(channels)]);
	return Object.fromEntries(states);
}

/** These states and the cards that the page shows beside its own stories. */
export async function withCards(
	source: PageSource,
	page: Page,
	states: PageState["states"],
): Promise<PageState["states"]> {
	let whole = states;
	const asked = new Set(Object.keys(states));
	for (;;) {
		const missing = cardChannels({ page, states: whole }, {}).filter((channel) => !asked.has(channel));
		if (missing.length === 0) return whole;
		for (const channel of missing) asked.add(channel);
		whole = { ...whole, ...(await readStates(source, missing)) };
	}
}

/** Reads in one transaction what no channel holds. */
export function readRecord<T>(
	source: Pick<PageSource, "record">,
	read: (executor: Executor) => Promise<T>,
): Promise<T> {
	return readConsistent(source.record, read);
}

/** A story's state in which bodies that are too long for an event stand after all: a page has the whole text. */
export async function withBodies(
	source: PageSource,
	state: ChannelState | undefined,
): Promise<ChannelState | undefined> {
	if (state?.kind !== "story" || !("slug" in state.story)) return state;
	const { story } = state;
	const posts = [...state.posts, ...state.pinned];
	if (story.bodyUrl === null && posts.every((post) => post.bodyUrl === null)) return state;
	return readRecord(source, async (executor) => {
		const fill = async (post: PostView): Promise<PostView> => ({
			...post,
			html: post.bodyUrl === null ? post.html : await bodyOf(executor, "post", post),
		});
		const html = story.bodyUrl === null ? story.html : await bodyOf(executor, "story", story);
		const filled = [];
		for (const post of state.posts) filled.push(await fill(post));
		const pinned = [];
		for (const post of state.pinned) pinned.push(await fill(post));
		return { ...state, story: { ...story, html }, posts: filled, pinned };
	});
}

async function bodyOf(executor: Executor, kind: "story" | "post", of: { id: string; revision: number }) {
	const html = await readBody(executor, kind, of.id, of.revision);
	return html === "withdrawn" ? null : html;
}
