import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type RunningProcess, runProcess, untilReady } from "./run-process.ts";

const program = fileURLToPath(new URL("../../server/bin/dateline.js", import.meta.url));

/** Environment of a process under test; nothing of the developer's own settings gets in. */
export type Environment = Readonly<Record<string, string>>;

/** Starts `dateline <command>` as its own process. */
export function runDateline(name: string, command: string, env: Environment): RunningProcess {
	return runProcess({ name, command: process.execPath, args: [program, command], env });
}

/** Starts `dateline <command>` and waits until `GET /readyz` answers at `url`. */
export function startDateline(name: string, command: string, env: Environment, url: string): Promise<RunningProcess> {
	return untilReady(runDateline(name, command, env), async () => (await fetch(`${url}/readyz`)).ok);
}

/** Makes an API token that may do everything, as an operator does. */
export async function createToken(env: Environment): Promise<string> {
	const { stdout } = await promisify(execFile)(
		process.execPath,
		[program, "token", "create", "--name", "e2e", "--scopes", "admin"],
		{ env: { PATH: process.env["PATH"], ...env } },
	);
	return stdout.trim();
}

/** Makes the one-time link of a new administrator, as an operator does who is locked out. */
export async function adminLink(dataDir: string): Promise<string> {
	const { stdout } = await promisify(execFile)(process.execPath, [program, "admin", "link"], {
		env: { PATH: process.env["PATH"], DATA_DIR: dataDir },
	});
	return stdout.trim();
}
