import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { findPostgres } from "./find-program.mjs";

const run = promisify(execFile);

/** A locale that knows letters of all scripts: the search folds capitals by it. */
const ctype = process.platform === "darwin" ? "en_US.UTF-8" : "C.UTF-8";

/**
 * Starts a PostgreSQL of its own for tests: in a temporary folder, on a private unix socket, without fsync. PostgreSQL
 * refuses to run as root; root starts it as the user `postgres`, or `nobody`.
 *
 * @returns {Promise<{ url: string, stop: () => Promise<void> } | null>} null when this machine has no PostgreSQL
 */
export async function startPostgres() {
	const programs = findPostgres();
	if (programs === null) return null;
	const folder = mkdtempSync(join(tmpdir(), "dateline-postgres-"));
	const owner = process.getuid?.() === 0 ? await unprivilegedUser() : {};
	if (owner.uid !== undefined) chownSync(folder, owner.uid, owner.gid);
	const options = { ...owner, cwd: folder, env: { PATH: process.env.PATH, LC_ALL: "C.UTF-8" } };
	const data = join(folder, "data");
	await run(
		join(programs, "initdb"),
		[
			"--pgdata",
			data,
			"--username=dateline",
			"--auth=trust",
			"--encoding=UTF8",
			"--locale=C",
			`--lc-ctype=${ctype}`,
			"--no-sync",
		],
		options,
	);
	const settings = {
		listen_addresses: "",
		unix_socket_directories: folder,
		fsync: "off",
		synchronous_commit: "off",
		full_page_writes: "off",
		max_connections: "200",
		shared_buffers: "64MB",
	};
	const server = spawn(
		join(programs, "postgres"),
		["-D", data, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])],
		{ ...options, stdio: ["ignore", "ignore", "pipe"], detached: true },
	);
	let said = "";
	server.stderr.on("data", (chunk) => {
		said = (said + chunk).slice(-4_000);
	});
	const kill = () => server.kill("SIGKILL");
	process.on("exit", kill);

	async function stop() {
		process.off("exit", kill);
		if (server.exitCode === null && server.signalCode === null) {
			const ended = once(server, "exit");
			server.kill("SIGINT");
			const timer = setTimeout(kill, 5_000);
			await ended;
			clearTimeout(timer);
		}
		rmSync(folder, { recursive: true, force: true });
	}

	for (let tries = 0; tries < 300; tries += 1) {
		if (server.exitCode !== null) break;
		const ready = await run(join(programs, "pg_isready"), ["-h", folder, "-q"], options).then(
			() => true,
			() => false,
		);
		if (ready) return { url: `postgres://dateline@localhost/postgres?host=${encodeURIComponent(folder)}`, stop };
		await sleep(30);
	}
	await stop();
	throw new Error(`PostgreSQL did not start: ${said}`);
}

async function unprivilegedUser() {
	for (const name of ["postgres", "nobody"]) {
		try {
			const [uid, gid] = await Promise.all(
				["-u", "-g"].map(async (flag) => Number((await run("id", [flag, name])).stdout)),
			);
			return { uid, gid };
		} catch {
			// No such user; the next.
		}
	}
	throw new Error("PostgreSQL does not run as root, and there is neither a user postgres nor nobody");
}
