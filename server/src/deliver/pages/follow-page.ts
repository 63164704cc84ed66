import { type Page, type PageState, restView } from "@dateline/client/pages";
import type { FollowLetter } from "@dateline/shared/protocol";
import { type PageSource, readStates } from "./page-source.ts";
import type { ReaderAssets } from "./reader-assets.ts";
import { writeDocument } from "./write-document.ts";

/** The page `/follow`, with the form for the letter where letters are sent. */
export function followPage({ settings }: PageSource, letter?: FollowLetter): Extract<Page, { kind: "follow" }> {
	const rest: FollowLetter = { state: settings?.smtp ? "form" : "none" };
	return { kind: "follow", letter: letter ?? rest, quiet: settings?.quietHours ?? null };
}

/** The same as the answer to one reader's form or link: nobody's cache keeps it. */
export async function writeFollowPage(
	source: PageSource & { assets: ReaderAssets; origin: string },
	letter: FollowLetter,
): Promise<string> {
	const { model, assets, origin } = source;
	const state: PageState = {
		page: followPage(source, letter),
		states: await readStates(source, ["site"]),
		cursor: { epoch: model.epoch, position: model.position },
		origin,
		build: assets.build,
		view: restView,
	};
	return writeDocument(state, assets);
}
