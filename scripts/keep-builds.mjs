import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";

const KEPT = 3;

/**
 * A Vite plugin that keeps the assets of the last three builds of each environment, because pages that were made before
 * the newest one still ask for theirs. Their names hold a hash, so builds never overwrite each other's.
 *
 * @returns {import("vite").Plugin}
 */
export function keepBuilds() {
	let folder = "";
	let assets = "";
	return {
		name: "dateline-keep-builds",
		apply: "build",
		config: () => ({ build: { emptyOutDir: false } }),
		configResolved(config) {
			folder = resolve(config.root, config.build.outDir);
			assets = config.build.assetsDir;
		},
		writeBundle(_options, bundle) {
			const list = join(folder, "builds.json");
			const files = Object.keys(bundle)
				.filter((name) => name.startsWith(`${assets}/`))
				.sort();
			const { name } = this.environment;
			const read = existsSync(list) ? JSON.parse(readFileSync(list, "utf8")) : {};
			// Before there were several environments, the file was the list of the one.
			const all = Array.isArray(read) ? { [name]: read } : read;
			const same = (build) => JSON.stringify(build) === JSON.stringify(files);
			all[name] = [files, ...(all[name] ?? []).filter((build) => !same(build))].slice(0, KEPT);
			writeFileSync(list, JSON.stringify(all));
			removeOthers(folder, assets, new Set(Object.values(all).flat(2)));
		},
	};
}

function removeOthers(folder, assets, kept) {
	for (const entry of readdirSync(join(folder, assets), { recursive: true, withFileTypes: true })) {
		const path = join(entry.parentPath, entry.name);
		if (entry.isFile() && !kept.has(relative(folder, path).replaceAll("\\", "/"))) rmSync(path);
	}
}
