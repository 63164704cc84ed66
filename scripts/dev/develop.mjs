import { spawn } from "node:child_process";
import { once } from "node:events";
import { watch } from "node:fs";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { createBuilder } from "vite";
import { root } from "../setup/run.mjs";
import { startProxy } from "./proxy.mjs";

// The compilers watch the sources, this watches what they write. docs/decisions/ says why Vite's own server is not used: pages
// are made by our server, under the content security policy that readers get.
const OUTPUTS = ["shared/dist", "workers/dist", "client/dist", "client/build", "server/dist"];
const QUIET_MS = 250;

/** Runs Dateline behind a proxy that reloads pages, until a signal. */
export async function develop() {
	const port = Number(process.env.PORT || 3000);
	const host = process.env.HOST || "127.0.0.1";
	const inner = await freePort();
	const proxy = await startProxy({ host, port, inner });
	const compiler = startNode("node_modules/typescript/bin/tsc", ["-b", "--watch", "--preserveWatchOutput", "server"]);
	const bundler = await watchAssets();
	const env = {
		...process.env,
		PUBLIC_URL: process.env.PUBLIC_URL || `http://localhost:${port}`,
		HOST: "127.0.0.1",
		PORT: String(inner),
	};
	let stopping = false;
	let app = startApp();

	function startApp() {
		const child = startNode("server/bin/dateline.js", ["start"], env);
		child.once("exit", (code, signal) => {
			if (stopping || signal === "SIGKILL") return;
			console.error(`Dateline has ended (${signal ?? code}); it starts again after the next change.`);
		});
		return child;
	}

	async function restart() {
		if (app.exitCode === null && app.signalCode === null) {
			// A kill loses nothing, and an orderly stop would take a snapshot each time.
			const ended = once(app, "exit");
			app.kill("SIGKILL");
			await ended;
		}
		app = startApp();
		await proxy.reloadPages();
	}

	const changed = debounce(restart, QUIET_MS);
	const watchers = OUTPUTS.map((folder) =>
		watch(fileURLToPath(new URL(folder, root)), { recursive: true }, (_event, file) => {
			if (!file?.endsWith(".tsbuildinfo") && !file?.endsWith(".map")) changed();
		}),
	);

	await stopSignal();
	stopping = true;
	for (const watcher of watchers) watcher.close();
	await bundler.close();
	signalGroup(compiler, "SIGTERM");
	if (app.exitCode === null && app.signalCode === null) {
		const ended = once(app, "exit");
		app.kill("SIGTERM");
		await ended;
	}
	process.exit(0);
}

/** Builds the browser's code at each change; resolves after the first time. */
async function watchAssets() {
	const builder = await createBuilder({ logLevel: "warn", build: { watch: {} } });
	const bundlers = [];
	for (const environment of Object.values(builder.environments)) {
		if (!environment.config.build.rolldownOptions.input) continue;
		const bundler = await builder.build(environment);
		bundlers.push(bundler);
		await new Promise((resolve) => {
			bundler.on("event", ({ code, result, error }) => {
				void result?.close();
				if (code === "ERROR") console.error(error.message);
				if (code === "END" || code === "ERROR") resolve();
			});
		});
	}
	return { close: () => Promise.all(bundlers.map((bundler) => bundler.close())) };
}

/** Starts a script as a group of its own: the compiler is a program that a script starts and does not stop. */
function startNode(script, args, env = process.env) {
	const stdio = ["ignore", "inherit", "inherit"];
	const child = spawn(process.execPath, [script, ...args], { cwd: root, env, stdio, detached: true });
	process.on("exit", () => signalGroup(child, "SIGKILL"));
	return child;
}

function signalGroup(child, signal) {
	try {
		process.kill(-child.pid, signal);
	} catch {
		// All of it has ended.
	}
}

/** One call after the last of many, and never two at once. */
function debounce(action, quietMs) {
	let timer;
	let running = Promise.resolve();
	return () => {
		clearTimeout(timer);
		timer = setTimeout(() => {
			running = running.then(action).catch((error) => console.error(error));
		}, quietMs);
	};
}

async function freePort() {
	const server = createServer().listen(0, "127.0.0.1");
	await once(server, "listening");
	const { port } = server.address();
	server.close();
	await once(server, "close");
	return port;
}

/** A signal, or the end of npm, which doesn't tell. */
function stopSignal() {
	const parent = process.ppid;
	return new Promise((resolve) => {
		for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, resolve);
		setInterval(() => process.ppid !== parent && resolve(), 500).unref();
	});
}
