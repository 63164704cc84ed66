import { spawn } from "node:child_process";

/** Bytes of output that are kept; what these programs say is short. */
const longest = 256 * 1024;

/**
 * Runs a program without a shell, without our environment and under a time limit, and gives back what it wrote.
 *
 * @param milliseconds after which it is killed
 * @throws when it is not there, fails or takes too long
 */
export function runProgram(
	program: string,
	args: readonly string[],
	milliseconds: number,
	signal: AbortSignal,
): Promise<string> {
	return new Promise((resolve, reject) => {
		const child = spawn(program, args, {
			shell: false,
			stdio: ["ignore", "pipe", "ignore"],
			env: { PATH: process.env["PATH"] ?? "" },
			signal: AbortSignal.any([signal, AbortSignal.timeout(milliseconds)]),
			killSignal: "SIGKILL",
		});
		let written = "";
		child.stdout.setEncoding("utf8").on("data", (text: string) => {
			if (written.length < longest) written += text;
		});
		child.once("error", reject);
		child.once("close", (code) => {
			if (code === 0) resolve(written);
			else reject(new Error(`${program} ended with ${code}`));
		});
	});
}
