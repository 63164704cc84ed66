import { brotliCompressSync } from "node:zlib";
import { beforeAll, expect, it } from "vitest";
import { buildReader, type TestBuild } from "./test-build.ts";

/**
 * Bytes of script, compressed as a server does it, that a page of one kind, in one language, can ever load. Issue 5 asks
 * for 30,000 (docs/decisions/0090), which this is not yet: it goes down, never up again. About 32,000 come by themselves
 * (`npm run audit` counts them), the rest for those who come back, are offline, select words or go through older posts.
 */
const budget = 41_500;

/**
 * Files of one kind of page, or of one language: a page loads one of each. The page of what a reader follows, which a
 * click on Follow loads too (10.5 KB), is not counted in the others: it has to be split first.
 */
const kindFile = /\/([a-z]+-(?:page|kind)|follow|search)-/;
const languageFile = /\/(en|uk|ar)-/;

let build: TestBuild;
beforeAll(async () => {
	build = await buildReader();
});

/** The files that a page loads by and by, with what they import. */
function filesOf(kind: string, language: string): string[] {
	const all = new Set<string>();
	const open = [build.script];
	for (let address = open.pop(); address !== undefined; address = open.pop()) {
		if (all.has(address)) continue;
		const [, ofKind = kind] = kindFile.exec(address) ?? [];
		const [, ofLanguage = language] = languageFile.exec(address) ?? [];
		if (ofKind !== kind || ofLanguage !== language) continue;
		all.add(address);
		const { atOnce = [], later = [] } = build.imports.get(address) ?? {};
		open.push(...atOnce, ...later);
	}
	return [...all];
}

it.each(["feed-page", "story-page", "live-kind"])("keeps all that a %s can load small", (kind) => {
	for (const language of ["en", "uk", "ar"]) {
		const sizes = filesOf(kind, language).map((address): [string, number] => [
			address,
			brotliCompressSync(build.files.get(address) ?? "").length,
		]);
		const sum = sizes.reduce((total, [, size]) => total + size, 0);
		expect(sizes.length, "the script, what all pages need, and the page's own").toBeGreaterThan(2);
		expect(sum, `${language}: ${JSON.stringify(sizes)}`).toBeLessThanOrEqual(budget);
	}
});
