/** What a reader's page loads: takes the page over and keeps it up to date. */
import { defineElements } from "../elements/index.ts";
import { spokenOn } from "../pages/context.ts";
import { readPageState } from "../pages/page-data.ts";
import { loadWords } from "../pages/words/index.ts";
import { loadKind } from "./load-kind.ts";
import { startReader } from "./start-reader.ts";

const root = document.getElementById("page");
// Before the elements are defined: some of them change what stands in a body.
const state = readPageState(document);
if (root && state) {
	const [kind] = await Promise.all([
		loadKind(state.page),
		// Words that can't be loaded are said in English: what stands there is in the page's language already.
		loadWords(spokenOn(state)).catch(() => undefined),
	]);
	await startReader(root, state, kind, defineElements);
} else defineElements();
