// `npm test`: the set-up, the checks, and every test; its last line is the sum of them all.
import { readdirSync } from "node:fs";
import { checkNode } from "./setup/check-node.mjs";

checkNode();
const { setUp } = await import("./setup.mjs");
const { programs } = await import("./setup/programs.mjs");
const { runNode } = await import("./setup/run.mjs");
const { findNode24 } = await import("./test/node24.mjs");
const { runVitest } = await import("./test/run-vitest.mjs");

const missing = await setUp(["redis", "chromium", "postgres"]);
const results = [];

async function check(name, script, args) {
	console.log(`\n${name}`);
	const well = await runNode(script, args);
	const failed = well ? [] : [{ name, message: `What it found stands above, under "${name}".` }];
	results.push({ passed: Number(well), failed, skipped: [], repeated: [] });
}

await check("Lint, format and import boundaries", "node_modules/@biomejs/biome/bin/biome", ["check"]);
await check("Types", "node_modules/typescript/bin/tsc", ["-b"]);
// Vitest would leave one of two cores idle.
const workers = "--maxWorkers=2";
results.push(await runVitest("Unit and contract tests", ["--project", "unit", workers]));
// What one browser asks of one instance leaves a core idle; real faults and measured times want the machine for themselves.
const endToEnd = readdirSync(new URL("../e2e/", import.meta.url))
	.filter((name) => name.endsWith(".e2e.ts"))
	.map((name) => `e2e/${name}`);
const inBrowser = endToEnd.filter((name) => /^e2e\/(newsroom|reader)-/.test(name));
const alone = endToEnd.filter((name) => !inBrowser.includes(name));
results.push(await runVitest("Screens and pages", ["--project", "e2e", "--fileParallelism", workers, ...inBrowser]));
results.push(await runVitest("End-to-end tests", ["--project", "e2e", ...alone]));
const node24 = await findNode24();
if (node24 !== null) {
	// What depends on the Node that runs it: the record with its drivers, the publish path, and the proof.
	const parts = ["shared/", "workers/", "server/src/deliver/", "server/src/accept/media/"];
	results.push(
		await runVitest("Record, workers and the way out on Node 24", ["--project", "unit", workers, ...parts], node24),
	);
	results.push(await runVitest("The proof on Node 24", ["--project", "e2e", "updates"], node24));
}

const all = (what) => results.flatMap((result) => result[what]);
const failed = all("failed");
console.log("");
for (const name of missing) console.log(`Without ${programs[name].label}, what needs it was skipped.`);
for (const name of all("skipped")) console.log(`Skipped: ${name}`);
for (const name of all("repeated")) console.log(`Passed only when tried again: ${name}`);
for (const { name, message } of failed) console.log(`Failed: ${name}\n  ${message.replaceAll("\n", "\n  ")}`);
const passed = results.reduce((sum, result) => sum + result.passed, 0);
console.log(`${passed} passed, ${failed.length} failed`);
process.exitCode = failed.length > 0 ? 1 : 0;
