import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { root, runNode } from "./run.mjs";

const folder = fileURLToPath(root);
const CONFIGURATION = ["package-lock.json", "tsconfig.base.json"];

/** What is built, from what, by what. `proof` is there when it was. */
const builds = {
	code: {
		sources: ["shared", "workers", "client", "server", ...CONFIGURATION],
		proof: "server/dist/cli/index.js",
		make: () => runNode("node_modules/typescript/bin/tsc", ["-b", "server"], { output: "on failure" }),
	},
	assets: {
		sources: [
			"shared/src",
			"client",
			...[
				"browsers",
				"build-service-worker",
				"keep-builds",
				"lean-reader",
				"leave-out-webtransport",
				"reader-build",
			].map((name) => `scripts/${name}.mjs`),
			"vite.config.ts",
			...CONFIGURATION,
		],
		proof: "client/build/newsroom.json",
		make: () => runNode("node_modules/vite/bin/vite.js", ["build", "--logLevel", "warn"], { output: "on failure" }),
	},
};

/** Builds what has changed since it was built last. @returns {Promise<boolean>} whether all is built now */
export async function buildStale() {
	const stale = Object.entries(builds).filter(([name, { sources, proof }]) => {
		return !existsSync(join(folder, proof)) || readStamp(name) !== stampOf(sources);
	});
	if (stale.length === 0) return true;
	console.log(`Building ${stale.map(([name]) => name).join(" and ")} …`);
	const done = await Promise.all(
		stale.map(async ([name, { sources, make }]) => {
			// Taken before: what changes during the build is built next time.
			const stamp = stampOf(sources);
			const well = await make();
			if (well) writeStamp(name, stamp);
			return well;
		}),
	);
	return done.every(Boolean);
}

/** A hash of the names, sizes and times of all files there. */
function stampOf(sources) {
	const hash = createHash("sha256");
	const add = (path) => {
		const { size, mtimeMs } = statSync(path);
		hash.update(`${path}\0${size}\0${mtimeMs}\n`);
	};
	const walk = (path) => {
		for (const entry of readdirSync(path, { withFileTypes: true })) {
			if (["node_modules", "dist", "build"].includes(entry.name)) continue;
			if (entry.isDirectory()) walk(join(path, entry.name));
			else add(join(path, entry.name));
		}
	};
	for (const source of sources) {
		const path = join(folder, source);
		if (!existsSync(path)) continue;
		if (statSync(path).isDirectory()) walk(path);
		else add(path);
	}
	return hash.digest("hex");
}

const stampPath = (name) => join(folder, "node_modules/.cache/dateline", `${name}.stamp`);

function readStamp(name) {
	try {
		return readFileSync(stampPath(name), "utf8");
	} catch {
		return "";
	}
}

function writeStamp(name, stamp) {
	mkdirSync(dirname(stampPath(name)), { recursive: true });
	writeFileSync(stampPath(name), stamp);
}
