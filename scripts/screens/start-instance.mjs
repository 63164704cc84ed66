import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../../server/bin/dateline.js", import.meta.url));

/** An embedded instance with our sample coverage over a data folder of its own, and how to stop it. */
export async function startInstance() {
	const data = mkdtempSync(join(tmpdir(), "dateline-screens-"));
	const port = await freePort();
	const env = { ...process.env, PORT: String(port), DATA_DIR: data, LOG_LEVEL: "warn" };
	const child = spawn(process.execPath, [program, "start"], {
		env,
		stdio: ["ignore", "ignore", "inherit"],
	});
	const ended = new Promise((resolve) => child.once("exit", resolve));
	const address = `http://localhost:${port}`;
	for (let second = 0; ; second++) {
		const answer = await fetch(`${address}/readyz`).catch(() => null);
		if (answer?.ok) break;
		if (second === 180 || child.exitCode !== null) throw new Error("The instance for the pictures did not start.");
		await new Promise((resolve) => setTimeout(resolve, 1_000));
	}
	const make = [program, "token", "create", "--name", "screens", "--scopes", "admin"];
	return {
		origin: address,
		token: execFileSync(process.execPath, make, { env, encoding: "utf8" }).trim(),
		/** The one-time link of an administrator. */
		makeLink: () => execFileSync(process.execPath, [program, "admin", "link"], { env, encoding: "utf8" }).trim(),
		async stop() {
			child.kill("SIGTERM");
			await ended;
			rmSync(data, { recursive: true, force: true });
		},
	};
}

function freePort() {
	return new Promise((resolve) => {
		const server = createServer();
		server.listen(0, "127.0.0.1", () => {
			const { port } = server.address();
			server.close(() => resolve(port));
		});
	});
}
