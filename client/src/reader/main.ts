/** What a reader's page loads: takes the page over and keeps it up to date. */
import { defineElements } from "../elements/index.ts";
import { readLanguages, readPageState } from "../pages/page-data.ts";
import type { PageState } from "../pages/page-state.ts";
import { commonWords } from "../pages/words/common.ts";
import { loadKind } from "./load-kind.ts";
import { startReader } from "./start-reader.ts";

const root = document.getElementById("page");
// Before the elements are defined: some of them change what stands in a body.
const state = readPageState(document);
/** No `await` of the module itself: what it loads imports the file that it stands in. */
async function start(page: HTMLElement, initial: PageState): Promise<void> {
	try {
		const languages = readLanguages(document);
		const [kind] = await Promise.all([loadKind(initial.page, languages), commonWords.load(languages)]);
		await startReader(page, initial, kind, defineElements);
		markFollowed(page);
	} catch (error) {
		console.error("The page stays as it was sent: its script could not be loaded.", error);
	}
}
if (root && state) void start(root, state);
else defineElements();

/** A device that follows something is told so by the buttons. */
function markFollowed(page: HTMLElement): void {
	try {
		if (localStorage["dateline-follow"] && page.querySelector("[data-follow]"))
			void import("../follow/follow-button.ts").then(({ showFollowed }) => showFollowed(page));
	} catch {
		// A browser that keeps nothing follows nothing.
	}
}
