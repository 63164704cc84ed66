import { fileURLToPath } from "node:url";

const lean = (name) => JSON.stringify(fileURLToPath(new URL(`../client/src/lean-lit/${name}.ts`, import.meta.url)));

/** What stands in the place of which file of Lit, in what readers' pages load and nowhere else. */
const instead = {
	"lit/index.js": lean("index"),
	"lit/directive.js": lean("directive"),
	"lit/directives/live.js": lean("live"),
	"lit/directives/repeat.js": lean("repeat"),
	"lit/directives/unsafe-html.js": lean("unsafe-html"),
	"@lit-labs/ssr-client/index.js": lean("hydrate"),
};

/**
 * A Vite plugin that puts the little that readers' pages need of Lit in the place of all of it (docs/decisions/0112),
 * and leaves out of Vite's own what a reader's browser has no use for. Where somebody imports another part of Lit, the
 * build says so.
 *
 * @returns {import("vite").Plugin}
 */
export function leanReader() {
	return {
		name: "dateline-lean-reader",
		apply: "build",
		load(id) {
			// Vite's own loads styles and other scripts before a script that needs them; none of ours does.
			if (id.includes("vite/preload-helper")) return "export const __vitePreload = (load) => load();";
			const file = /[\\/]node_modules[\\/]((?:lit|lit-html|lit-element|@lit|@lit-labs)[\\/].*)$/.exec(id)?.[1];
			if (file === undefined) return null;
			const own = instead[file.replaceAll("\\", "/").replace("/development/", "/")];
			if (own === undefined) this.error(`A reader's page imports ${file}, which client/src/lean-lit has not got.`);
			return `export * from ${own};`;
		},
	};
}
