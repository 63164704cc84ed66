import { defaultClientConditions, defineConfig } from "vite";
import { browsers } from "./scripts/browsers.mjs";
import { buildServiceWorker } from "./scripts/build-service-worker.mjs";
import { embedBuild } from "./scripts/embed-build.mjs";
import { keepBuilds } from "./scripts/keep-builds.mjs";
import { leaveOutWebTransport } from "./scripts/leave-out-webtransport.mjs";
import { readerBuild } from "./scripts/reader-build.mjs";

/** The browser's code is built from the sources of all packages, without waiting for tsc. */
const resolve = { conditions: ["source", ...defaultClientConditions] };

/** Three builds into one folder: what readers load has nothing to do with what the console needs. */
export default defineConfig({
	publicDir: false,
	plugins: [keepBuilds(), leaveOutWebTransport(), buildServiceWorker()],
	resolve,
	build: { outDir: "client/build", assetsDir: "assets", target: browsers },
	builder: {},
	environments: {
		client: {
			build: { manifest: "manifest.json", ...readerBuild({ "reader-styles": "client/src/styles/reader.css" }) },
		},
		embed: {
			consumer: "client",
			resolve,
			build: embedBuild,
		},
		newsroom: {
			consumer: "client",
			// Vite takes the conditions above for the environment `client` alone.
			resolve,
			build: {
				manifest: "newsroom.json",
				// The newsroom's editor is one large chunk, loaded by editors only.
				chunkSizeWarningLimit: 1_500,
				rolldownOptions: { input: { newsroom: "client/src/newsroom/main.ts" } },
			},
		},
	},
});
