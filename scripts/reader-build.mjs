import { fileURLToPath } from "node:url";
import { browsers } from "./browsers.mjs";
import { leanReader } from "./lean-reader.mjs";

const entry = "client/src/reader/main.ts";
const entryId = fileURLToPath(new URL(`../${entry}`, import.meta.url)).replaceAll("\\", "/");

/**
 * How the script of readers' pages is built, for production and for the tests that measure it: in few files, since each
 * one compressed alone is larger. One holds what every page needs, one the templates of each kind of page, one each what
 * is loaded later or not at all.
 *
 * @param {Record<string, string>} more entries beside the script
 * @returns {import("vite").BuildEnvironmentOptions}
 */
export function readerBuild(more = {}) {
	return {
		target: browsers,
		// What is loaded later has nothing to load beforehand: Vite's helper for that would be a kilobyte.
		modulePreload: false,
		rolldownOptions: {
			input: { reader: entry, ...more },
			plugins: [leanReader()],
			// Who imports templates from "lit" does not get elements with it.
			treeshake: {
				moduleSideEffects: [{ test: /[\\/](lit|lit-element|@lit[\\/]reactive-element)[\\/]/, sideEffects: false }],
			},
			output: {
				codeSplitting: { includeDependenciesRecursively: false, groups: [{ name: chunkOf, debugName: "reader" }] },
			},
		},
	};
}

/** Pages of cards. */
const cardPage = /\/(feed|story|list|digest)-page\.ts$/;

/**
 * The file of a module: `core` with what every page loads, and what live pages share with others; `cards` with what two
 * pages of cards share; `following` with what a Follow button and the page of what is followed share; null for what one part alone needs.
 */
function chunkOf(id, modules) {
	const atOnce = modulesOf(entryId, modules);
	if (atOnce.has(id)) return "core";
	const parts = new Set([...atOnce].flatMap((module) => modules.getModuleInfo(module)?.dynamicallyImportedIds ?? []));
	const users = [...parts].filter((part) => modulesOf(part, modules).has(id));
	if (users.length > 1 && users.some((part) => part.endsWith("/live-kind.ts"))) return "core";
	if (users.filter((part) => cardPage.test(part)).length > 1) return "cards";
	return users.length > 1 && id.includes("/follow/") ? "following" : null;
}

/** A module and all that it imports, without what is loaded later. */
function modulesOf(start, modules) {
	const all = new Set();
	const open = [start];
	for (let id = open.pop(); id !== undefined; id = open.pop()) {
		if (all.has(id)) continue;
		all.add(id);
		open.push(...(modules.getModuleInfo(id)?.importedIds ?? []));
	}
	return all;
}
