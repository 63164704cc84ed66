import { expect, it } from "vitest";
import { isInstalled } from "./packages.mjs";

const lock = {
	"": { name: "dateline" },
	shared: { version: "0.1.0" },
	"node_modules/@dateline/shared": { link: true },
	"node_modules/zod": { version: "4.0.0", integrity: "sha512-a" },
	"node_modules/esbuild-darwin": { version: "1.0.0", integrity: "sha512-b", optional: true },
};
const installed = {
	"node_modules/@dateline/shared": { link: true },
	"node_modules/zod": { version: "4.0.0", integrity: "sha512-a" },
};

it("counts what is for another platform as installed", () => {
	expect(isInstalled(lock, installed)).toBe(true);
});

it("notices what is missing, older, or was never finished", () => {
	expect(isInstalled(lock, null)).toBe(false);
	expect(isInstalled(lock, { "node_modules/@dateline/shared": { link: true } })).toBe(false);
	expect(isInstalled(lock, { ...installed, "node_modules/zod": { version: "3.9.9", integrity: "sha512-z" } })).toBe(
		false,
	);
	const { "node_modules/@dateline/shared": _link, ...unlinked } = installed;
	expect(isInstalled(lock, unlinked)).toBe(false);
});
