import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";

// The boundaries of docs/architecture.md are rules of biome.json. Here each is broken on purpose, in a folder of its own
// with the same biome.json, and must fail; the allowed neighbour beside it must pass.
const root = fileURLToPath(new URL("..", import.meta.url));
const run = promisify(execFile);
let folder = "";

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "dateline-boundaries-"));
	await cp(join(root, ".gitignore"), join(folder, ".gitignore"));
	await symlink(join(root, "node_modules"), join(folder, "node_modules"));
	const configuration = JSON.parse(await readFile(join(root, "biome.json"), "utf8"));
	configuration.vcs = { enabled: false };
	await writeFile(join(folder, "biome.json"), JSON.stringify(configuration));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The names of the rules that a file with this text breaks. */
async function rulesBroken(path, text) {
	const file = join(folder, path);
	await mkdir(dirname(file), { recursive: true });
	await writeFile(file, text);
	try {
		const { stdout } = await run(
			process.execPath,
			[join(root, "node_modules/@biomejs/biome/bin/biome"), "lint", "--reporter=json", path],
			{ cwd: folder },
		);
		return JSON.parse(stdout).diagnostics.map((one) => one.category);
	} catch (error) {
		if (error.stdout === undefined || error.stdout === "") throw error;
		return JSON.parse(error.stdout).diagnostics.map((one) => one.category);
	} finally {
		await rm(file);
	}
}

const forbidden = [
	["shared/src/model/a.ts", "@dateline/workers"],
	["shared/src/model/a.ts", "@dateline/client/pages"],
	["shared/src/database/a.ts", "@dateline/server/cli"],
	["shared/src/database/a.ts", "../../../workers/src/index.ts"],
	["workers/src/publish/a.ts", "@dateline/server/cli"],
	["workers/src/publish/a.ts", "@dateline/client/pages"],
	["workers/src/publish/a.ts", "../../../server/src/main.ts"],
	["client/src/live/a.ts", "@dateline/shared/database"],
	["client/src/live/a.ts", "@dateline/shared/stream"],
	["client/src/live/a.ts", "@dateline/shared/settings"],
	["client/src/live/a.ts", "../../../shared/src/database/index.ts"],
	["client/src/live/a.ts", "node:fs"],
	["client/src/live/a.ts", "node:timers/promises"],
	["client/src/live/a.ts", "@dateline/workers"],
	["client/src/live/a.ts", "@dateline/server/cli"],
	["client/src/live/a.test.ts", "@dateline/shared/database"],
	["server/src/accept/tokens/a.ts", "../../deliver/model/b.ts"],
	["server/src/accept/a.ts", "../deliver/index.ts"],
	["server/src/accept/a.ts", "@dateline/client/pages"],
	["server/src/deliver/a.ts", "../accept/index.ts"],
	["server/src/deliver/model/a.ts", "../../accept/tokens/b.ts"],
	["server/src/deliver/a.ts", "@dateline/client/live"],
	["server/src/follow/a.ts", "../accept/index.ts"],
	["server/src/follow/a.ts", "../deliver/index.ts"],
	["server/src/follow/a.ts", "@dateline/client/pages"],
	["server/src/cli/a.ts", "@dateline/client/pages"],
	["server/src/a.ts", "@dateline/client/pages"],
];

const allowed = [
	["shared/src/database/a.ts", "node:fs"],
	["workers/src/publish/a.ts", "@dateline/shared/database"],
	["client/src/live/a.ts", "@dateline/shared/protocol"],
	["client/src/pages/a.ts", "@dateline/shared/model"],
	["client/src/live/a.test.ts", "node:http"],
	["server/src/deliver/a.ts", "@dateline/client/pages"],
	["server/src/accept/a.ts", "@dateline/shared/database"],
	["server/src/main.ts", "./accept/index.ts"],
	["server/src/cli/a.ts", "@dateline/workers"],
];

it.each(forbidden)("%s may not import %s", async (path, source) => {
	expect(await rulesBroken(path, `import { b } from "${source}";\n\nexport const c = b;\n`)).toEqual([
		"lint/style/noRestrictedImports",
	]);
});

it.each(allowed)("%s may import %s", async (path, source) => {
	expect(await rulesBroken(path, `import { b } from "${source}";\n\nexport const c = b;\n`)).toEqual([]);
});

it("a cycle of imports fails", async () => {
	await mkdir(join(folder, "shared/src/model"), { recursive: true });
	await writeFile(
		join(folder, "shared/src/model/b.ts"),
		'import { c } from "./a.ts";\n\nexport const b = (): unknown => c;\n',
	);
	const broken = await rulesBroken(
		"shared/src/model/a.ts",
		'import { b } from "./b.ts";\n\nexport const c = (): unknown => b;\n',
	);
	expect(broken).toEqual(["lint/suspicious/noImportCycles"]);
});

it("a promise that nobody waits for fails", async () => {
	const text = "async function save(): Promise<void> {}\n\nexport function f(): void {\n\tsave();\n}\n";
	expect(await rulesBroken("workers/src/a.ts", text)).toEqual(["lint/nursery/noFloatingPromises"]);
});

it("a switch that leaves out a case fails", async () => {
	const text =
		'export function f(state: "live" | "ended"): void {\n\tswitch (state) {\n\t\tcase "live":\n\t\t\tbreak;\n\t}\n}\n';
	expect(await rulesBroken("workers/src/a.ts", text)).toEqual(["lint/nursery/useExhaustiveSwitchCases"]);
});
