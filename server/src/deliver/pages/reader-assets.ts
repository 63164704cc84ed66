import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "@dateline/client/pages";
import { z } from "zod";

const manifestSchema = z.record(
	z.string(),
	z.object({
		file: z.string(),
		isEntry: z.boolean().optional(),
		imports: z.array(z.string()).optional(),
		css: z.array(z.string()).optional(),
	}),
);
type Manifest = z.infer<typeof manifestSchema>;

/** What the head of a page loads; all of it under names that hold a hash. */
export interface ReaderAssets {
	/** Names this build of the software, in pages and pulses. */
	build: string;
	styles: string[];
	/** The module that hydrates the page, and what it imports. */
	script: string;
	preloads: string[];
	/** The templates of a kind of page, which its script loads. */
	contents: Partial<Record<Page["kind"], string[]>>;
	/** The chunk of each set of words in each language, as `common/uk`. */
	words: Readonly<Record<string, string>>;
	/** The one font that the first view can't do without. */
	font: string | null;
	/** The same for pages in another script, by its ISO 15924 code. */
	fonts?: Readonly<Record<string, string>>;
	/** The service worker that pages ask the browser to start; null when it is switched off. */
	worker: string | null;
}

/** Where the service worker stands: its scope is the whole site. */
export const workerPath = "/sw.js";

/** Where `vite build` puts its files. */
export const clientBuildFolder = fileURLToPath(new URL("../../../../client/build/", import.meta.url));

const sources = {
	script: "client/src/reader/main.ts",
	styles: "client/src/styles/reader.css",
	font: "client/src/fonts/dateline-serif-latin.woff2",
};

/** The module that draws a kind of page, as `client/src/reader/load-kind.ts` loads it. */
const contents: Partial<Record<Page["kind"], string>> = {
	feed: "pages/kinds/feed-page",
	section: "pages/kinds/list-page",
	topic: "pages/kinds/list-page",
	author: "pages/kinds/list-page",
	story: "pages/kinds/story-page",
	live: "reader/live-kind",
	digest: "pages/kinds/digest-page",
	offline: "reader/offline-kind",
	search: "pages/kinds/search-page",
	follow: "follow/index",
};
/** The serif of the scripts that have a file of their own. */
const scripts = {
	Cyrl: "client/src/fonts/dateline-serif-cyrillic.woff2",
	Arab: "client/src/fonts/markazi-text-arabic-wght-normal.woff2",
};

/** Where a set of words stands in a language among the sources. */
const wordsFile = /^client\/src\/pages\/words\/([a-z]+\/[A-Za-z-]+)\.ts$/;

/** The assets of the newest build in `folder`. @throws when nothing was built there */
export function readReaderAssets(folder: string, { worker } = { worker: true }): ReaderAssets {
	const path = join(folder, "manifest.json");
	if (!existsSync(path)) throw new Error(`There is no build of the client in ${folder}: run "npm run build" first.`);
	const text = readFileSync(path, "utf8");
	const manifest = manifestSchema.parse(JSON.parse(text));
	const script = manifest[sources.script];
	const styles = manifest[sources.styles];
	if (!script || !styles) throw new Error(`The build of the client in ${folder} has no reader: build it again.`);
	const font = manifest[sources.font];
	const preloads = importsOf(manifest, script.imports ?? []).map(address);
	const drawn = Object.entries(contents).flatMap(([kind, name]) => {
		const chunk = manifest[`client/src/${name}.ts`];
		if (!chunk) return [];
		const more = importsOf(manifest, chunk.imports ?? []).map(address);
		return [
			[
				kind,
				[address(chunk.file), ...more].filter((href) => !preloads.includes(href) && href !== address(script.file)),
			],
		];
	});
	return {
		build: createHash("sha256").update(text).digest("hex").slice(0, 12),
		styles: [styles.file, ...(script.css ?? [])].map(address),
		script: address(script.file),
		preloads,
		contents: Object.fromEntries(drawn),
		words: Object.fromEntries(
			Object.entries(manifest).flatMap(([name, { file }]) => {
				const words = wordsFile.exec(name)?.[1];
				return words === undefined ? [] : [[words, address(file)]];
			}),
		),
		font: font ? address(font.file) : null,
		fonts: Object.fromEntries(
			Object.entries(scripts).flatMap(([script, name]) => {
				const file = manifest[name]?.file;
				return file === undefined ? [] : [[script, address(file)]];
			}),
		),
		worker: worker ? workerPath : null,
	};
}

const address = (file: string): string => `/${file}`;

function importsOf(manifest: Manifest, names: readonly string[], seen = new Set<string>()): string[] {
	for (const name of names) {
		const chunk = manifest[name];
		if (!chunk || seen.has(chunk.file)) continue;
		seen.add(chunk.file);
		importsOf(manifest, chunk.imports ?? [], seen);
	}
	return [...seen];
}
