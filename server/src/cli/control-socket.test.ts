import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CommandError } from "./command-error.ts";
import { askInstance, serveControl } from "./control-socket.ts";

let folder = "";
let path = "";
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "dateline-control-"));
	path = join(folder, "control");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("the control socket", () => {
	it("runs a command in the instance and brings back what it prints", async () => {
		const control = await serveControl(path, async (argv) => `did ${argv.join(" ")}\nand more`);
		expect(statSync(path).mode & 0o777).toBe(0o600);
		expect(await askInstance(path, ["token", "create", "--name", "a\nb"])).toBe(
			"did token create --name a\nb\nand more",
		);
		await control.close();
	});

	it("brings back a refusal", async () => {
		const control = await serveControl(path, async () => {
			throw new CommandError("There is no token of that name.");
		});
		await expect(askInstance(path, ["token", "revoke"])).rejects.toThrow("There is no token of that name.");
		await control.close();
	});

	it("answers null where nobody listens, whether or not a kill left the file", async () => {
		expect(await askInstance(path, [])).toBeNull();
		writeFileSync(path, "");
		expect(await askInstance(path, [])).toBeNull();
	});

	it("listens where a kill left the file", async () => {
		writeFileSync(path, "");
		const control = await serveControl(path, async () => "here");
		expect(await askInstance(path, [])).toBe("here");
		await control.close();
	});

	it("says so when the instance ends before it answers", async () => {
		const control = await serveControl(path, () => new Promise(() => {}));
		const asked = askInstance(path, ["snapshot"]);
		const refused = expect(asked).rejects.toThrow("ended before it answered");
		await new Promise((resolve) => setTimeout(resolve, 50));
		await control.close();
		await refused;
	});

	it("survives a stranger who sends rubbish", async () => {
		const control = await serveControl(path, async () => "never");
		const reply = await new Promise<string>((resolve) => {
			const socket = connect({ path }, () => socket.write("{]\n"));
			socket.on("data", (chunk) => resolve(chunk.toString()));
		});
		expect(JSON.parse(reply)).toMatchObject({ ok: false });
		await control.close();
	});
});
