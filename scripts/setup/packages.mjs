import { readFileSync } from "node:fs";
import { root, run, runNode } from "./run.mjs";

/** Installs what package-lock.json names, when it isn't there. @returns whether all is there now */
export async function ensurePackages() {
	if (arePackagesCurrent()) return true;
	console.log("Installing packages …");
	const args = ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
	const npm = process.env.npm_execpath;
	const well = npm?.endsWith(".js") ? await runNode(npm, args) : await run("npm", args);
	if (!well) console.error("The packages could not be installed: `npm ci` failed, its reason stands above.");
	return well;
}

/**
 * Compares the lock with npm's own account of what it installed, which it writes last, so an interrupted installation counts
 * as none. What is missing there may be something for another platform.
 */
export function arePackagesCurrent() {
	return isInstalled(readPackages("package-lock.json"), readPackages("node_modules/.package-lock.json"));
}

/** The same, of the two lists. */
export function isInstalled(wanted, installed) {
	if (wanted === null || installed === null) return false;
	return Object.entries(wanted).every(([path, entry]) => {
		if (!path.startsWith("node_modules/") && !path.includes("/node_modules/")) return true;
		const found = installed[path];
		if (found === undefined) return entry.optional === true || entry.devOptional === true;
		return found.version === entry.version && found.integrity === entry.integrity && found.link === entry.link;
	});
}

function readPackages(path) {
	try {
		return JSON.parse(readFileSync(new URL(path, root), "utf8")).packages;
	} catch {
		return null;
	}
}
