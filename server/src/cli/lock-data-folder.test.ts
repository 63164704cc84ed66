import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lockDataFolder } from "./lock-data-folder.ts";

let dataDir = "";
let child: ChildProcess | undefined;
beforeEach(() => {
	dataDir = mkdtempSync(join(tmpdir(), "dateline-lock-"));
});
afterEach(() => {
	child?.kill("SIGKILL");
	rmSync(dataDir, { recursive: true, force: true });
	rmSync(`${dataDir}-link`, { force: true });
});

describe("lockDataFolder", () => {
	it("gives the folder to one, and to the next after its release", async () => {
		const first = await lockDataFolder(dataDir);
		expect(first).not.toBeNull();
		expect(await lockDataFolder(dataDir)).toBeNull();
		await first?.release();
		const second = await lockDataFolder(dataDir);
		expect(second).not.toBeNull();
		await second?.release();
	});

	it("knows the folder by whatever path", async () => {
		symlinkSync(dataDir, `${dataDir}-link`);
		const first = await lockDataFolder(dataDir);
		expect(await lockDataFolder(`${dataDir}-link`)).toBeNull();
		await first?.release();
	});

	it("gives it to one of many who ask at once", async () => {
		const all = await Promise.all(Array.from({ length: 20 }, () => lockDataFolder(dataDir)));
		expect(all.filter((one) => one !== null)).toHaveLength(1);
		for (const one of all) await one?.release();
	});

	it("is released by a kill", async () => {
		const program = `import { statSync } from "node:fs"; import { createServer } from "node:net";
			const { dev, ino } = statSync(${JSON.stringify(dataDir)});
			createServer().listen("\\0dateline-data-folder-" + dev + "-" + ino, () => console.log("locked"));`;
		child = spawn(process.execPath, ["--input-type=module", "-e", program], { stdio: ["ignore", "pipe", "inherit"] });
		if (child.stdout === null) throw new Error("no output");
		await once(child.stdout, "data");
		expect(await lockDataFolder(dataDir)).toBeNull();
		child.kill("SIGKILL");
		await once(child, "exit");
		const lock = await lockDataFolder(dataDir);
		expect(lock).not.toBeNull();
		await lock?.release();
	});
});
