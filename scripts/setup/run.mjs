import { spawn } from "node:child_process";
import { constants } from "node:os";

export const root = new URL("../../", import.meta.url);

/** Children that must not outlive this process, when it ends before they do. */
const children = new Set();
process.on("exit", () => {
	for (const child of children) child.kill("SIGKILL");
});

/**
 * Runs a program in the repository's folder and waits for its end.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, output?: "show" | "on failure" | "never" }} options
 * @returns {Promise<boolean>} whether it ended well
 */
export function run(program, args, { env = process.env, output = "show" } = {}) {
	return new Promise((resolve) => {
		const stream = output === "show" ? "inherit" : "pipe";
		const child = spawn(program, args, { cwd: root, env, stdio: ["ignore", stream, stream] });
		let said = "";
		for (const piped of [child.stdout, child.stderr])
			piped?.on("data", (chunk) => {
				said += chunk;
			});
		const forward = (signal) => {
			child.kill(signal);
			process.exit(128 + constants.signals[signal]);
		};
		process.on("SIGTERM", forward).on("SIGINT", forward).on("SIGHUP", forward);
		children.add(child);
		const end = (well) => {
			children.delete(child);
			process.off("SIGTERM", forward).off("SIGINT", forward).off("SIGHUP", forward);
			if (!well && output !== "never") process.stderr.write(said);
			resolve(well);
		};
		child.once("error", (error) => {
			said += `${program}: ${error.message}\n`;
			end(false);
		});
		child.once("close", (code) => end(code === 0));
	});
}

/** Runs a script of an installed package with this Node. */
export const runNode = (script, args, options) => run(process.execPath, [script, ...args], options);
