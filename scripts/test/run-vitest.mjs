import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { root, run } from "../setup/run.mjs";

const folder = fileURLToPath(new URL("node_modules/.cache/dateline/", root));

/**
 * What came of some tests, by name where it is not simply well; `repeated` passed when it was tried again.
 *
 * @typedef {{ passed: number, failed: { name: string, message: string }[], skipped: string[], repeated: string[] }} Result
 */

/**
 * Runs vitest and counts.
 *
 * @param {string} title
 * @param {string[]} args
 * @param {string} node the Node to run it, and all that the tests start
 * @returns {Promise<Result>}
 */
export async function runVitest(title, args, node = process.execPath) {
	console.log(`\n${title}`);
	mkdirSync(folder, { recursive: true });
	const file = `${folder}vitest-${process.pid}.json`;
	process.env.DATELINE_TEST_REPORT = file;
	const reporters = ["--reporter=default", "--reporter=./scripts/test/report.mjs"];
	const well = await run(node, ["node_modules/vitest/vitest.mjs", "run", ...args, ...reporters]);
	const result = readReport(file);
	rmSync(file, { force: true });
	const { failed } = result;
	if (!well && failed.length === 0) failed.push({ name: title, message: "vitest ended badly, and no test says why" });
	return result;
}

function readReport(file) {
	try {
		return JSON.parse(readFileSync(file, "utf8"));
	} catch {
		return { passed: 0, failed: [], skipped: [], repeated: [] };
	}
}
