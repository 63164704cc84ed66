import { resolve } from "node:path";
import { build } from "vite";
import { browsers } from "./browsers.mjs";

/**
 * Fonts that pages in the Latin alphabet can't do without; others, and the words of a language, are kept once they were used.
 * Only those of the page for who is offline are never used before they are needed.
 */
const fonts = /(serif-latin|franklin-latin-wght-normal)-(?!ext)[^/]*\.woff2$/;
const words = /\/pages\/words\/(?!offline[./])/;

/**
 * A Vite plugin that builds the service worker after the rest, into one classic script of a fixed name: it shares no
 * chunk with pages, and knows by name the files that a reader's page may ask for.
 *
 * @returns {import("vite").Plugin}
 */
export function buildServiceWorker() {
	let config;
	return {
		name: "dateline-service-worker",
		apply: "build",
		applyToEnvironment: ({ name }) => name === "client",
		configResolved(resolved) {
			config = resolved;
		},
		async writeBundle(_options, bundle) {
			const files = readerFiles(bundle).map((name) => `/${name}`);
			await build({
				root: config.root,
				configFile: false,
				logLevel: "warn",
				publicDir: false,
				resolve: { conditions: config.resolve.conditions },
				define: { readerFiles: JSON.stringify(files.sort()) },
				build: {
					outDir: resolve(config.root, config.build.outDir),
					emptyOutDir: false,
					target: browsers,
					rolldownOptions: {
						input: "client/src/service-worker/main.ts",
						output: { format: "iife", entryFileNames: "sw.js" },
					},
				},
			});
		},
	};
}

/** What the reader's entry imports, at once or later, and the styles and fonts of its pages. */
function readerFiles(bundle) {
	const names = new Set();
	const add = (name) => {
		const file = bundle[name];
		if (!file || names.has(name) || words.test(file.facadeModuleId ?? "")) return;
		names.add(name);
		for (const other of [...(file.imports ?? []), ...(file.dynamicImports ?? [])]) add(other);
		for (const other of file.viteMetadata?.importedCss ?? []) add(other);
	};
	for (const [name, file] of Object.entries(bundle)) {
		if (file.type === "chunk" && file.isEntry && file.name === "reader") add(name);
		if (file.type === "asset" && file.names?.some((one) => one.startsWith("reader"))) add(name);
	}
	for (const name of Object.keys(bundle)) if (fonts.test(name)) add(name);
	return [...names];
}
