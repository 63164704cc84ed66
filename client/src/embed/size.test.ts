import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build } from "vite";
import { expect, it } from "vitest";
import { embedBuild } from "../../../scripts/embed-build.mjs";

/** Bytes, compressed as a server does it: before there is a connection, and with all that it needs. */
const first = 10_000;
const whole = 22_000;

it("keeps what a partner's page loads small", async () => {
	const result = await build({
		root: fileURLToPath(new URL("../../../", import.meta.url)),
		configFile: false,
		logLevel: "error",
		publicDir: false,
		resolve: { conditions: ["source", "module", "browser", "production"] },
		build: { write: false, ...embedBuild },
	});
	if (Array.isArray(result) || !("output" in result)) throw new Error("Vite built something else.");
	const sizes = result.output.map((file): [string, number] => [
		file.fileName,
		brotliCompressSync(file.type === "chunk" ? file.code : file.source).length,
	]);
	const named = Object.fromEntries(sizes);
	expect(Object.keys(named)).toContain("embed.js");
	expect(sizes.length, "the connection comes later").toBeGreaterThan(1);
	expect(named["embed.js"], JSON.stringify(sizes)).toBeLessThanOrEqual(first);
	expect(
		sizes.reduce((sum, [, size]) => sum + size, 0),
		JSON.stringify(sizes),
	).toBeLessThanOrEqual(whole);
});
