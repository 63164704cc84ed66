import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

/** A real process under test. Its output is kept, to be shown when something fails. */
export interface RunningProcess {
	readonly name: string;
	readonly pid: number;
	/** Sends a signal; says whether there was still a process to get it. */
	signal(name: NodeJS.Signals): boolean;
	/** Kills it without a warning and waits until it is gone. */
	kill(): Promise<void>;
	/** Asks it to stop (SIGTERM), waits, and kills it when it takes longer than `ms`; says whether it had to. */
	stop(ms?: number): Promise<{ code: number | null; killed: boolean }>;
	readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
	isRunning(): boolean;
	/** Everything it has written so far. */
	output(): string;
}

const started = new Set<ChildProcess>();
process.on("exit", () => {
	for (const child of started) child.kill("SIGKILL");
});
// A test that hangs is ended from outside: its processes must not outlive it.
process.once("SIGTERM", () => process.exit(143));

/** Starts a program with exactly the environment given, besides PATH, HOME and the like. */
export function runProcess({
	name,
	command,
	args,
	env = {},
	cwd,
}: {
	name: string;
	command: string;
	args: readonly string[];
	env?: Readonly<Record<string, string>>;
	cwd?: string;
}): RunningProcess {
	const { PATH, HOME, TMPDIR, LANG, TZ } = process.env;
	const inherited = Object.entries({ PATH, HOME, TMPDIR, LANG, TZ }).filter(([, value]) => value !== undefined);
	const child = spawn(command, args, {
		env: { ...Object.fromEntries(inherited), ...env },
		stdio: ["ignore", "pipe", "pipe"],
		...(cwd && { cwd }),
	});
	started.add(child);
	let written = "";
	const keep = (chunk: Buffer) => {
		written = (written + chunk.toString()).slice(-200_000);
	};
	child.stdout.on("data", keep);
	child.stderr.on("data", keep);
	const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve, reject) => {
		child.once("error", reject);
		child.once("exit", (code, signal) => {
			started.delete(child);
			resolve({ code, signal });
		});
	});
	exited.catch(() => undefined);
	const isRunning = () => child.exitCode === null && child.signalCode === null;
	return {
		name,
		pid: child.pid ?? -1,
		signal: (signal) => isRunning() && child.kill(signal),
		async kill() {
			child.kill("SIGKILL");
			await exited;
		},
		async stop(ms = 10_000) {
			child.kill("SIGTERM");
			const timeout = new AbortController();
			const killed = await Promise.race([
				exited.then(() => false),
				sleep(ms, true, { signal: timeout.signal }).catch(() => false),
			]);
			timeout.abort();
			if (killed) child.kill("SIGKILL");
			return { code: (await exited).code, killed };
		},
		exited,
		isRunning,
		output: () => written,
	};
}

/** Waits until `answers` says so, or throws with what the process wrote. */
export async function untilReady(
	running: RunningProcess,
	answers: () => Promise<boolean>,
	ms = 120_000,
): Promise<RunningProcess> {
	const until = performance.now() + ms;
	while (performance.now() < until) {
		if (!running.isRunning()) throw new Error(`${running.name} ended at its start:\n${running.output()}`);
		if (await answers().catch(() => false)) return running;
		await sleep(50);
	}
	await running.kill();
	throw new Error(`${running.name} is not ready after ${ms} ms:\n${running.output()}`);
}
