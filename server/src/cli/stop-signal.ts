import { readFileSync } from "node:fs";

/**
 * Waits until this process should stop, and says why: SIGTERM, SIGINT or SIGHUP, or, when npm started it, npm's end
 * (npm doesn't wait for its child, and nobody tells the child). Later signals change nothing: npm repeats a Ctrl-C that
 * the terminal has sent to the whole group already.
 */
export function waitForStopSignal(): Promise<string> {
	return new Promise((resolve) => {
		for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => resolve(signal));
		if (process.env["npm_lifecycle_event"] === undefined) return;
		const chain = parentsUpToNpm();
		const watch = setInterval(() => {
			if (isWhole(chain)) return;
			clearInterval(watch);
			resolve("npm has ended");
		}, 500);
		watch.unref();
	});
}

/** Our parent, and where /proc tells, those above it up to npm: a shell may stand between and outlive npm. */
function parentsUpToNpm(): number[] {
	const chain = [process.ppid];
	for (let stat = readStat(process.ppid); stat !== null && chain.length < 8; ) {
		if (/^(npm|node)/.test(stat.name)) return chain;
		chain.push(stat.parent);
		stat = readStat(stat.parent);
	}
	return [process.ppid];
}

/** Whether each is still the child of the next: who loses its parent gets another one at once. */
function isWhole(chain: readonly number[]): boolean {
	return chain.every((pid, index) => {
		const child = chain[index - 1];
		return pid === (child === undefined ? process.ppid : readStat(child)?.parent);
	});
}

function readStat(pid: number): { name: string; parent: number } | null {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
		const end = stat.lastIndexOf(")");
		return { name: stat.slice(stat.indexOf("(") + 1, end), parent: Number(stat.slice(end + 2).split(" ")[1]) };
	} catch {
		return null;
	}
}
