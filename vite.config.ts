import { existsSync } from "node:fs";
import { defaultClientConditions, defineConfig } from "vite";
import { keepBuilds } from "./scripts/keep-builds.mjs";
import { leaveOutWebTransport } from "./scripts/leave-out-webtransport.mjs";

/** What pages load, by the name that the manifest gives to the server. */
const entries = {
	reader: "client/src/reader/main.ts",
	"reader-styles": "client/src/styles/reader.css",
	newsroom: "client/src/newsroom/main.ts",
	embed: "client/src/embed/main.ts",
};

export default defineConfig({
	publicDir: false,
	plugins: [keepBuilds(), leaveOutWebTransport()],
	// The browser's code is built from the sources of all packages, without waiting for tsc.
	resolve: { conditions: ["source", ...defaultClientConditions] },
	build: {
		outDir: "client/build",
		assetsDir: "assets",
		manifest: "manifest.json",
		target: "es2022",
		// The newsroom's editor is one large chunk, loaded by editors only.
		chunkSizeWarningLimit: 1_500,
		rolldownOptions: {
			input: Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(file))),
			// Who imports templates from "lit" does not get elements with it.
			treeshake: {
				moduleSideEffects: [{ test: /[\\/](lit|lit-element|@lit[\\/]reactive-element)[\\/]/, sideEffects: false }],
			},
		},
	},
});
