/** A measured process, on a core of its own where there are two and `taskset`. */
import { fork, spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));

/** Whether each process has a core. */
export const pinned = availableParallelism() > 1 && spawnSync("taskset", ["-V"]).status === 0;

/** Starts a file of this folder, with the messages that it sends. */
export function startChild(file, core, args = []) {
	const options = { execArgv: args, stdio: ["ignore", "inherit", "inherit", "ipc"] };
	const child = pinned
		? fork(`${here}${file}`, [], {
				...options,
				execPath: "taskset",
				execArgv: ["-c", String(core), process.execPath, ...args],
			})
		: fork(`${here}${file}`, [], options);
	const listeners = new Set();
	child.on("message", (message) => {
		for (const listener of listeners) listener(message);
	});
	child.on("exit", (code) => {
		if (code) throw new Error(`${file} ended with code ${code}`);
	});
	return {
		child,
		tell: (message) => child.send(message),
		on(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		hear(name) {
			return new Promise((resolve) => {
				const end = this.on((message) => {
					if (message[name] === undefined) return;
					end();
					resolve(message[name]);
				});
			});
		},
		ask(message, name) {
			const answer = this.hear(name);
			this.tell(message);
			return answer;
		},
	};
}
