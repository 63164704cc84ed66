import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { eventually } from "./harness/eventually.ts";
import { freePort } from "./harness/free-port.ts";
import { prepareFolder } from "./harness/prepare-folder.ts";

// Starting, stopping and killing, as a person at a terminal, a supervisor and an accident do it.
const root = fileURLToPath(new URL("..", import.meta.url));
const program = join(root, "server/bin/dateline.js");

type Started = { child: ChildProcess; output(): string; errors(): string; ended: Promise<number | null> };

let folder = "";
let dataDir = "";
let port = 0;
let started: Started[] = [];

beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), "dateline-start-"));
	dataDir = join(folder, "data");
	port = await freePort();
	started = [];
});

afterEach(async () => {
	const instance = readInstance();
	for (const { child } of started) signalGroup(child, "SIGKILL");
	if (instance && isRunning(instance.pid)) process.kill(instance.pid, "SIGKILL");
	await Promise.all(started.map(({ ended }) => ended));
	rmSync(folder, { recursive: true, force: true });
});

function environment(more: Record<string, string> = {}): NodeJS.ProcessEnv {
	const { PATH, HOME, TMPDIR } = process.env;
	return { PATH, HOME, TMPDIR, DATA_DIR: dataDir, PORT: String(port), DATELINE_SAMPLE: "none", ...more };
}

/** Starts a program as the leader of a process group of its own, as a terminal does. */
function begin(command: string, args: readonly string[], env = environment()): Started {
	const child = spawn(command, args, { cwd: root, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
	let output = "";
	let errors = "";
	child.stdout?.on("data", (chunk) => {
		output += chunk;
	});
	child.stderr?.on("data", (chunk) => {
		errors += chunk;
	});
	const ended = new Promise<number | null>((resolve) => child.once("close", (code) => resolve(code)));
	const one = { child, output: () => output, errors: () => errors, ended };
	started.push(one);
	return one;
}

const dateline = (args: readonly string[], env = environment()) => begin(process.execPath, [program, ...args], env);

async function untilReady(one: Started): Promise<string> {
	return eventually("it is ready", () => /Dateline is ready, after .* s\./.exec(one.output())?.[0], {
		ms: 150_000,
		explain: () => one.output() + one.errors(),
	});
}

/** Runs a command to its end. */
async function runToEnd(args: readonly string[], env = environment()) {
	const one = dateline(args, env);
	const code = await one.ended;
	return { code, output: one.output().trim(), errors: one.errors().trim() };
}

function readInstance(): { pid: number; control: string } | null {
	const path = join(dataDir, "instance.json");
	return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : null;
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
	try {
		if (child.pid !== undefined) process.kill(-child.pid, signal);
	} catch {
		// The whole group has ended.
	}
}

const processes = () => execFileSync("ps", ["-A", "-o", "pid=,stat=,args="], { encoding: "utf8" }).split("\n");

const isRunning = (pid: number) =>
	processes().some((line) => Number.parseInt(line, 10) === pid && !/^\s*\d+\s+Z/.test(line));

/** The Redis of the instance whose control socket this is: it listens beside it. */
const redisOf = (control: string) => processes().filter((line) => line.includes(control.replace(/control$/, "redis")));

async function untilNothingIsLeft(instance: { pid: number; control: string } | null): Promise<void> {
	if (instance === null) throw new Error("there was no instance");
	await eventually("its process has ended", () => !isRunning(instance.pid), { ms: 60_000 });
	await eventually("its Redis has ended", () => redisOf(instance.control).length === 0, { ms: 60_000 });
}

const isOpen = async () => (await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null))?.ok === true;

describe("npm start", () => {
	test("prints the addresses and the first administrator's link, and again finds all done", async () => {
		const env = environment({ DATELINE_SAMPLE: "full" });
		const first = begin("npm", ["start"], env);
		const firstReady = await untilReady(first);
		expect(first.output()).toContain(`http://localhost:${port}/newsroom\n`);
		expect(first.output()).toMatch(new RegExp(`works once +http://localhost:${port}/newsroom/\\S+`));
		expect(await isOpen()).toBe(true);
		signalGroup(first.child, "SIGINT");
		await first.ended;
		await untilNothingIsLeft(readInstance() ?? { pid: -1, control: "none.control" });

		const second = begin("npm", ["start"], env);
		const secondReady = await untilReady(second);
		console.log(`First start: ${firstReady} Second start: ${secondReady}`);
		signalGroup(second.child, "SIGTERM");
		await second.ended;
	});

	test.each([
		["SIGTERM to the whole group", (child: ChildProcess) => signalGroup(child, "SIGTERM")],
		["Ctrl-C", (child: ChildProcess) => signalGroup(child, "SIGINT")],
		["SIGTERM to npm alone", (child: ChildProcess) => child.kill("SIGTERM")],
		["SIGKILL to npm alone", (child: ChildProcess) => child.kill("SIGKILL")],
	])("%s ends everything, in order", async (_name, stop) => {
		await prepareFolder(dataDir);
		const npm = begin("npm", ["start"]);
		await untilReady(npm);
		const instance = readInstance();
		expect(redisOf(instance?.control ?? "")).toHaveLength(1);
		stop(npm.child);
		await untilNothingIsLeft(instance);
		// It was no kill: an orderly stop takes its file away.
		expect(readInstance()).toBeNull();
	});
});

describe("dateline start", () => {
	test("starts again after a SIGKILL, and what was committed is there", async () => {
		await prepareFolder(dataDir);
		const first = dateline(["start"]);
		await untilReady(first);
		const instance = readInstance();
		const created = await runToEnd(["token", "create", "--name", "before", "--scopes", "admin"]);
		signalGroup(first.child, "SIGKILL");
		await first.ended;
		await eventually("its Redis has ended", () => redisOf(instance?.control ?? "").length === 0);
		const second = dateline(["start"]);
		await untilReady(second);
		const answer = await fetch(`http://127.0.0.1:${port}/api/v1/stories`, {
			headers: { authorization: `Bearer ${created.output}` },
		});
		expect(answer.status).toBe(200);
	});

	test("a port that is taken is one sentence, and nothing is touched", async () => {
		const other = createServer().listen(port, "127.0.0.1");
		const { code, output, errors } = await runToEnd(["start"], environment({ SECRET: "s".repeat(32) }));
		await new Promise((resolve) => other.close(resolve));
		expect({ code, output }).toEqual({ code: 1, output: "" });
		expect(errors).toBe(
			`Port ${port} of 127.0.0.1 is taken by another program: stop that, or choose another with PORT.`,
		);
		expect(existsSync(dataDir)).toBe(false);
	});

	test("a data folder that is in use is one sentence, and the other goes on", async () => {
		await prepareFolder(dataDir);
		await untilReady(dateline(["start"]));
		const { code, output, errors } = await runToEnd(["start"], environment({ PORT: String(await freePort()) }));
		expect({ code, output }).toEqual({ code: 1, output: "" });
		expect(errors).toBe(`The data folder ${dataDir} is in use by another Dateline: stop that one first.`);
		expect(await isOpen()).toBe(true);
	});

	test("a data folder that can't be written to is one sentence", async () => {
		writeFileSync(join(folder, "file"), "");
		const below = join(folder, "file", "data");
		for (const secret of ["", "s".repeat(32)]) {
			const { code, output, errors } = await runToEnd(["start"], environment({ DATA_DIR: below, SECRET: secret }));
			expect({ code, output }).toEqual({ code: 1, output: "" });
			expect(errors).toMatch(new RegExp(`^The data folder ${below} can't be .*\\.$`));
		}
	});

	test("wrong settings are all listed", async () => {
		const env = environment({ PORT: "many", LOG_LEVEL: "loud", OIDC_ISSUER: "https://example.org" });
		const { code, errors } = await runToEnd(["start"], env);
		expect(code).toBe(1);
		expect(errors.split("\n")).toHaveLength(3);
		expect(existsSync(dataDir)).toBe(false);
	});

	test("goes on without Redis, and says what that means", async () => {
		await prepareFolder(dataDir);
		const one = dateline(["start"], environment({ PATH: join(folder, "nowhere") }));
		await untilReady(one);
		expect(one.output()).toContain("There is no redis-server or valkey-server here, so updates take up to a second.");
		expect(await isOpen()).toBe(true);
	});

	test("a damaged record is not opened; its newest snapshot is offered, and can be restored", async () => {
		await prepareFolder(dataDir);
		const first = dateline(["start"]);
		await untilReady(first);
		const created = await runToEnd(["token", "create", "--name", "kept", "--scopes", "admin"]);
		expect((await runToEnd(["snapshot"])).errors).toBe("");
		signalGroup(first.child, "SIGTERM");
		expect(await first.ended).toBe(0);
		rmSync(join(dataDir, "record/global/pg_control"));

		const refused = await runToEnd(["start"]);
		expect(refused.code).toBe(1);
		const offer = /npx --no dateline restore (\S+)$/.exec(refused.errors);
		expect(offer, refused.errors).not.toBeNull();
		const restored = await runToEnd(["restore", offer?.[1] ?? ""]);
		expect(restored.errors).toBe("");
		const second = dateline(["start"]);
		await untilReady(second);
		expect((await runToEnd(["restore", offer?.[1] ?? ""])).errors).toContain("Stop Dateline first");
		const answer = await fetch(`http://127.0.0.1:${port}/api/v1/stories`, {
			headers: { authorization: `Bearer ${created.output}` },
		});
		expect(answer.status).toBe(200);
	});
});

describe("commands", () => {
	test("work while the instance runs and while it does not", async () => {
		const before = await runToEnd(["token", "create", "--name", "before", "--scopes", "admin"]);
		expect(before).toMatchObject({ code: 0, errors: expect.stringMatching(/^There was no record in .+ made now/) });
		expect(before.output).toMatch(/^\S+$/);
		await untilReady(dateline(["start"]));
		const during = await runToEnd(["token", "create", "--name", "during", "--scopes", "admin"]);
		expect(during.output).toMatch(/^\S+$/);
		const list = await runToEnd(["token", "list"]);
		expect(list.output.split("\n").map((line) => line.split(/\s+/).at(-1))).toEqual(["during", "before"]);
		for (const token of [before.output, during.output]) {
			const answer = await fetch(`http://127.0.0.1:${port}/api/v1/stories`, {
				headers: { authorization: `Bearer ${token}` },
			});
			expect(answer.status).toBe(200);
		}
		const id = list.output.split(/\s+/)[0] ?? "";
		expect((await runToEnd(["token", "revoke", id])).output).toBe("Revoked the token during.");
		const link = await runToEnd(["admin", "link"]);
		expect(link.output).toMatch(new RegExp(`^http://localhost:${port}/newsroom/\\S+$`));
		const snapshot = await runToEnd(["snapshot"]);
		expect(existsSync(snapshot.output)).toBe(true);
	});

	test("refuse in one sentence", async () => {
		await prepareFolder(dataDir);
		for (const args of [["token"], ["token", "create"], ["token", "create", "--nmae", "x"], ["token", "revoke", "x"]]) {
			const { code, output, errors } = await runToEnd(args);
			expect({ code, output }).toEqual({ code: 1, output: "" });
			expect(errors.split("\n")).toHaveLength(1);
		}
	});

	test("help and version need nothing", async () => {
		expect((await runToEnd(["help"])).output).toContain("dateline token create --name NAME");
		expect((await runToEnd(["--version"])).output).toMatch(/^\d+\.\d+\.\d+$/);
		expect(existsSync(dataDir)).toBe(false);
	});
});
