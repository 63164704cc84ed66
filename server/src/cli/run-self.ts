import { execFile } from "node:child_process";
import { setPriority } from "node:os";
import { fileURLToPath } from "node:url";

/**
 * Runs one of our commands in a process of its own and gives what it prints. For what takes
 * much memory for a moment: WebAssembly never gives memory back.
 *
 * @param urgent false lets everything else on the machine go first
 * @throws with what it said when it fails
 */
export function runSelf(argv: readonly string[], urgent = true): Promise<string> {
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
			if (!urgent && child.pid !== undefined) setPriority(child.pid, 10);
		} catch {
			// It has ended already, or may not be slowed down.
		}
	});
}
