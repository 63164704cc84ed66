import { execFile } from "node:child_process";
import { setPriority } from "node:os";
import { fileURLToPath } from "node:url";

/**
 * Runs one of our commands in a process of its own, less urgent than this one, and gives what it prints. For what takes
 * much memory for a moment: WebAssembly never gives memory back.
 *
 * @throws with what it said when it fails
 */
export function runSelf(argv: readonly string[]): Promise<string> {
	const program = fileURLToPath(new URL("../../bin/dateline.js", import.meta.url));
	return new Promise((resolve, reject) => {
		const child = execFile(process.execPath, [program, ...argv], (error, stdout, stderr) => {
			if (error === null) resolve(stdout);
			else reject(new Error(stderr.trim() || error.message));
		});
		// The last resort, for an exit in the midst of it.
		const kill = () => child.kill("SIGKILL");
		process.once("exit", kill);
		child.once("exit", () => process.off("exit", kill));
		try {
			if (child.pid !== undefined) setPriority(child.pid, 10);
		} catch {
			// It has ended already, or may not be slowed down.
		}
	});
}
