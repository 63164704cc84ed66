import { buildStale } from "./setup/build.mjs";
import { ensurePackages } from "./setup/packages.mjs";
import { ensurePrograms } from "./setup/programs.mjs";

/**
 * All the set-up there is: packages, programs, build. Does only what is not done yet, so the second time takes no time. Ends the
 * process when there is no going on.
 *
 * @param {string[]} programs what to look for beside Node; nothing of it is indispensable
 * @returns {Promise<string[]>} the programs that are missing
 */
export async function setUp(programs) {
	if (!(await ensurePackages())) process.exit(1);
	const missing = await ensurePrograms(programs);
	if (!(await buildStale())) {
		console.error("The build failed; its reason stands above.");
		process.exit(1);
	}
	return missing;
}
