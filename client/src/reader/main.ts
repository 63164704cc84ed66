/** What a reader's page loads: takes the page over and keeps it up to date. */
import { defineElements } from "../elements/index.ts";
import { readLanguages, readPageState } from "../pages/page-data.ts";
import { commonWords } from "../pages/words/common.ts";
import { loadKind } from "./load-kind.ts";
import { startReader } from "./start-reader.ts";

const root = document.getElementById("page");
// Before the elements are defined: some of them change what stands in a body.
const state = readPageState(document);
if (root && state) {
	try {
		const languages = readLanguages(document);
		const [kind] = await Promise.all([loadKind(state.page, languages), commonWords.load(languages)]);
		await startReader(root, state, kind, defineElements);
		markFollowed(root);
	} catch (error) {
		console.error("The page stays as it was sent: its script could not be loaded.", error);
	}
} else defineElements();

/** A device that follows something is told so by the buttons. */
function markFollowed(page: HTMLElement): void {
	try {
		if (localStorage["dateline-follow"] && page.querySelector("[data-follow]"))
			void import("../follow/follow-button.ts").then(({ showFollowed }) => showFollowed(page));
	} catch {
		// A browser that keeps nothing follows nothing.
	}
}
