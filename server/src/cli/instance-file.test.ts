import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isUsedElsewhere, readInstanceFile, thisPlace, writeInstanceFile } from "./instance-file.ts";

let dataDir = "";
beforeEach(() => {
	dataDir = mkdtempSync(join(tmpdir(), "dateline-instance-"));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const here = { pid: 1, place: thisPlace(), control: "/run/control" };

describe("the instance's file", () => {
	it("says where the instance is, until it is removed", () => {
		const file = writeInstanceFile(dataDir, here);
		expect(readInstanceFile(dataDir)).toEqual(here);
		file.remove();
		expect(existsSync(join(dataDir, "instance.json"))).toBe(false);
	});

	it("is nothing when it is half written or of something else", () => {
		expect(readInstanceFile(dataDir)).toBeNull();
		for (const text of ["", '{"pid":', '{"pid":"x"}']) {
			writeFileSync(join(dataDir, "instance.json"), text);
			expect(readInstanceFile(dataDir)).toBeNull();
		}
	});

	it("shows an instance of another container, and not one that is gone", async () => {
		const file = writeInstanceFile(dataDir, { ...here, place: "another container" });
		expect(await isUsedElsewhere(dataDir)).toBe(true);
		file.remove();
		expect(await isUsedElsewhere(dataDir)).toBe(false);
		writeFileSync(join(dataDir, "instance.json"), JSON.stringify({ ...here, place: "another container" }));
		expect(await isUsedElsewhere(dataDir)).toBe(false);
		writeFileSync(join(dataDir, "instance.json"), JSON.stringify(here));
		expect(await isUsedElsewhere(dataDir)).toBe(false);
	});
});
