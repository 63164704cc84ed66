import { brotliCompressSync } from "node:zlib";
import { expect, it } from "vitest";
import { buildReader } from "./test-build.ts";

/** Bytes of script, compressed, that a page loads before it is alive, and that it can ever load. */
const atOnce = 29_500;
const inAll = 44_000;

it("keeps the script of a page small", async () => {
	const { script, files } = await buildReader();
	const size = (address: string) => brotliCompressSync(files.get(address) ?? "").length;
	const scripts = [...files.keys()].filter((address) => address.endsWith(".js"));
	expect(size(script)).toBeLessThan(atOnce);
	expect(scripts.reduce((sum, address) => sum + size(address), 0)).toBeLessThan(inAll);
});
