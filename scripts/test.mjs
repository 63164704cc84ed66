// `npm test`: the set-up, the checks, and every test; its last line is the sum of them all.
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
	results.push({ passed: Number(well), failed: Number(!well), skipped: [] });
}

await check("Lint, format and import boundaries", "node_modules/@biomejs/biome/bin/biome", ["check"]);
await check("Types", "node_modules/typescript/bin/tsc", ["-b"]);
results.push(await runVitest("Unit and contract tests", ["--project", "unit"]));
results.push(await runVitest("End-to-end tests", ["--project", "e2e"]));
const node24 = await findNode24();
if (node24 !== null) {
	results.push(await runVitest("Unit and contract tests on Node 24", ["--project", "unit"], node24));
	results.push(await runVitest("The proof on Node 24", ["--project", "e2e", "updates", "faults"], node24));
}

const skipped = results.flatMap((result) => result.skipped);
console.log("");
for (const name of missing) console.log(`Without ${programs[name].label}, what needs it was skipped.`);
for (const name of skipped) console.log(`Skipped: ${name}`);
const count = (what) => results.reduce((sum, result) => sum + result[what], 0);
console.log(`${count("passed")} passed, ${count("failed")} failed, ${skipped.length} skipped`);
process.exitCode = count("failed") > 0 ? 1 : 0;
