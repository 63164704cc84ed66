import { browsers } from "./browsers.mjs";
import { leanReader } from "./lean-reader.mjs";

/**
 * How the script of partners' pages is built, for production and for the test that measures it: `/embed.js` at an
 * address that stays, and what it loads later under a name that holds a hash.
 *
 * @type {import("vite").BuildEnvironmentOptions}
 */
export const embedBuild = {
	target: browsers,
	modulePreload: false,
	rolldownOptions: {
		input: { embed: "client/src/embed/main.ts" },
		plugins: [leanEmbed()],
		output: { entryFileNames: "embed.js", chunkFileNames: "assets/embed-[name]-[hash].js" },
	},
};

/** Vite's helper loads styles before a script that needs them; none of ours does. */
function leanEmbed() {
	const { load } = leanReader();
	return { name: "dateline-lean-embed", load };
}
