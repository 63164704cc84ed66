/** By file: what of Lit's hydration is left out, each as a pattern that has to be found once or more. */
const changes = {
	// What went wrong does not matter to a reader: the page stays as it is and is loaded anew.
	"ssr-client/lib/hydrate-lit-html.js": [
		[/Error\("(?:[^"\\]|\\.)*"\)/g, 'Error("hydration")'],
		[/Error\(`(?:[^`\\]|\\.)*`\)/g, 'Error("hydration")'],
		[/\{const e=t instanceof ShadowRoot.*?console\.error\(.*?\)\}/g, 'throw Error("hydration");'],
	],
	// What only a server's rendering uses.
	"lit-html/private-ssr-support.js": [
		[/boundAttributeSuffix:.*?resolveDirective:/g, "resolveDirective:"],
		[/let r=null;/g, ""],
	],
};

/**
 * A Vite plugin that leaves out of Lit, and of Vite's own, what a reader's browser has no use for. The versions of both
 * are pinned; where a pattern is not found any more, the build says so.
 *
 * @returns {import("vite").Plugin}
 */
export function leanReader() {
	return {
		name: "dateline-lean-reader",
		apply: "build",
		// Vite's own loads styles and other scripts before a script that needs them; none of ours does.
		load: (id) => (id.includes("vite/preload-helper") ? "export const __vitePreload = (load) => load();" : null),
		transform(code, id) {
			const file = Object.keys(changes).find((name) => id.replaceAll("\\", "/").endsWith(name));
			if (file === undefined) return null;
			let lean = code;
			for (const [pattern, text] of changes[file]) {
				if (lean.search(pattern) < 0) this.error(`${file} has changed: ${pattern} is not found in it.`);
				lean = lean.replace(pattern, text);
			}
			return { code: lean, map: null };
		},
	};
}
