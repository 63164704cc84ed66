import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { root, run } from "../setup/run.mjs";

const folder = fileURLToPath(new URL("node_modules/.cache/dateline/", root));

/**
 * Runs vitest and counts.
 *
 * @param {string} title
 * @param {string[]} args
 * @param {string} node the Node to run it, and all that the tests start
 * @returns {Promise<{ passed: number, failed: number, skipped: string[] }>} skipped by name
 */
export async function runVitest(title, args, node = process.execPath) {
	console.log(`\n${title}`);
	mkdirSync(folder, { recursive: true });
	const file = `${folder}vitest-${process.pid}.json`;
	const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
	const well = await run(node, ["node_modules/vitest/vitest.mjs", "run", ...args, ...reporters]);
	const result = count(file);
	rmSync(file, { force: true });
	// It ended badly, and no test says why.
	if (!well && result.failed === 0) result.failed = 1;
	return result;
}

function count(file) {
	const result = { passed: 0, failed: 0, skipped: [] };
	let report;
	try {
		report = JSON.parse(readFileSync(file, "utf8"));
	} catch {
		return { ...result, failed: 1 };
	}
	for (const { status: fileStatus, assertionResults } of report.testResults) {
		for (const { status, fullName } of assertionResults) {
			if (status === "passed") result.passed += 1;
			else if (status === "failed") result.failed += 1;
			else result.skipped.push(fullName);
		}
		// A file that can't be loaded, or whose preparation failed, has no failed test.
		if (fileStatus === "failed" && !assertionResults.some(({ status }) => status === "failed")) result.failed += 1;
	}
	return result;
}
