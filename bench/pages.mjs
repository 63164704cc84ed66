/**
 * `npm run bench:pages`: what it costs to answer a page that stands rendered and compressed, Dateline beside a bare Node
 * `http` server and beside Express 5 that answer the same bytes from memory, all in one run. Only the loopback is used.
 *
 * BENCH_CONNECTIONS=64   kept-alive connections, one request at a time on each
 * BENCH_SECONDS=3        how long one window of measuring is
 * BENCH_WINDOWS=5        windows for each engine, in turns; the median is printed
 * BENCH_PARAGRAPHS=120   how long the story is
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { request } from "node:http";
import { connect } from "node:net";
import { loadavg } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { pinned, startChild } from "./start-child.mjs";

const connections = Number(process.env.BENCH_CONNECTIONS ?? 64);
const seconds = Number(process.env.BENCH_SECONDS ?? 3);
const windows = Number(process.env.BENCH_WINDOWS ?? 5);
const paragraphs = Number(process.env.BENCH_PARAGRAPHS ?? 120);
const names = { dateline: "Dateline", http: "Node http, from memory", express: "Express 5, from memory" };

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Words that compress about as prose does. */
function writeText() {
	let seed = 7;
	const draw = (count) => {
		seed = (seed * 48_271) % 2_147_483_647;
		return seed % count;
	};
	const letters = "etaoinshrdlucmfwypvbgk";
	const makeWord = () => Array.from({ length: 2 + draw(8) }, () => letters[Math.min(draw(22), draw(22))]).join("");
	const words = Array.from({ length: 1_500 }, makeWord);
	const makeSentence = () => Array.from({ length: 40 }, () => words[Math.min(draw(1_500), draw(1_500))]).join(" ");
	return Array.from({ length: paragraphs }, () => `${makeSentence()}.`).join("\n\n");
}

/** Publishes a story and returns its address. */
async function publishStory({ url, token }) {
	const value = writeText();
	const response = await fetch(`${url}/api/v1/stories`, {
		method: "POST",
		headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
		body: JSON.stringify({
			kind: "article",
			headline: "A page",
			slug: "a-page",
			body: { format: "text", value },
			status: "published",
		}),
	});
	if (response.status !== 201) throw new Error(`the API answered ${response.status}: ${await response.text()}`);
	await response.arrayBuffer();
	return "/story/a-page";
}

/** One answer, as it comes: headers and compressed bytes. */
function get(port, path) {
	return new Promise((resolve, reject) => {
		const asking = request({ port, path, headers: { "Accept-Encoding": "br" }, agent: false }, (response) => {
			const chunks = [];
			response.on("data", (chunk) => chunks.push(chunk));
			response.on("end", () =>
				resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }),
			);
		});
		asking.on("error", reject).end();
	});
}

/**
 * Asks again and again on kept-alive connections for `length` seconds, and returns how many answers came. All answers
 * have the same length, so bytes are counted; each begins as an answer with 200 does, else it is an error.
 */
async function ask(port, path, size, length) {
	const text = `GET ${path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: br\r\n\r\n`;
	const ends = performance.now() + length * 1_000;
	let answers = 0;
	const one = () =>
		new Promise((resolve, reject) => {
			const socket = connect({ port, host: "127.0.0.1", noDelay: true });
			let got = 0;
			socket.on("data", (chunk) => {
				if (got === 0 && chunk.toString("latin1", 0, 12) !== "HTTP/1.1 200")
					return socket.destroy(new Error(`not a page: ${chunk.toString("latin1", 0, 60)}`));
				got += chunk.length;
				if (got < size) return;
				if (got > size) return socket.destroy(new Error("an answer of another length"));
				answers += 1;
				got = 0;
				if (performance.now() < ends) socket.write(text);
				else socket.destroy();
			});
			socket.on("error", reject);
			socket.on("close", resolve);
			socket.write(text);
		});
	await Promise.all(Array.from({ length: connections }, one));
	return answers;
}

/** Bytes of a whole answer on a kept-alive connection. */
function measureSize(port, path) {
	return new Promise((resolve, reject) => {
		const socket = connect({ port, host: "127.0.0.1" });
		let got = Buffer.alloc(0);
		socket.on("data", (chunk) => {
			got = Buffer.concat([got, chunk]);
			const head = got.indexOf("\r\n\r\n");
			if (head < 0) return;
			const length = Number(/content-length: (\d+)/i.exec(got.toString("latin1", 0, head))?.[1]);
			if (got.length < head + 4 + length) return;
			socket.destroy();
			resolve(head + 4 + length);
		});
		socket.on("error", reject);
		socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: br\r\n\r\n`);
	});
}

async function runWindow({ server, port, path, size }, length) {
	const before = await server.ask({ usage: {} }, "usage");
	const own = process.cpuUsage();
	const began = performance.now();
	const answers = await ask(port, path, size, length);
	const wall = performance.now() - began;
	const { user, system } = process.cpuUsage(own);
	const cpu = (await server.ask({ usage: {} }, "usage")).cpu - before.cpu;
	return {
		rate: (answers / wall) * 1_000,
		perAnswer: cpu / answers,
		serverBusy: cpu / 1_000 / wall,
		loadBusy: (user + system) / 1_000 / wall,
	};
}

if (!existsSync(new URL("../server/dist/main.js", import.meta.url))) {
	console.error("Build first: npm run build");
	process.exit(1);
}
if (pinned) spawnSync("taskset", ["-a", "-p", "-c", "1", String(process.pid)]);

const dateline = startChild("engine-dateline.mjs", 0, ["--expose-gc"]);
const facts = await dateline.hear("listening");
const path = await publishStory(facts);
const page = await get(facts.port, path);
if (page.status !== 200) throw new Error(`the page was answered with ${page.status}`);
const { date: _date, connection: _connection, "keep-alive": _keepAlive, ...headers } = page.headers;

const engines = { dateline: { server: dateline, port: facts.port } };
for (const engine of ["http", "express"]) {
	const server = startChild(`engine-${engine}.mjs`, 0);
	const { port } = await server.ask({ page: { headers, body: page.body.toString("base64") } }, "listening");
	const same = await get(port, path);
	if (!same.body.equals(page.body)) throw new Error(`${engine} answers other bytes`);
	engines[engine] = { server, port };
}
const rows = {};
for (const [engine, running] of Object.entries(engines)) {
	Object.assign(running, { path, size: await measureSize(running.port, path) });
	rows[engine] = [];
	await runWindow(running, Math.min(1, seconds));
}
for (let window = 0; window < windows; window++) {
	for (const [engine, running] of Object.entries(engines)) {
		rows[engine].push(await runWindow(running, seconds));
		await sleep(100);
	}
	console.error(`window ${window + 1} of ${windows}: done (load of the machine ${loadavg()[0].toFixed(1)})`);
}
for (const { server } of Object.values(engines)) server.child.disconnect();

const result = Object.fromEntries(
	Object.entries(rows).map(([engine, of]) => [
		engine,
		Object.fromEntries(Object.keys(of[0]).map((key) => [key, median(of.map((row) => row[key]))])),
	]),
);
console.log(`A story's page, ${page.body.length.toLocaleString("en")} bytes of brotli, ${connections} connections:\n`);
console.log(
	`${"engine".padEnd(24)}${["requests/s", "CPU µs/request", "server busy", "load busy"].map((name) => name.padStart(16)).join("")}`,
);
for (const [engine, { rate, perAnswer, serverBusy, loadBusy }] of Object.entries(result)) {
	const cells = [
		rate.toFixed(0),
		perAnswer.toFixed(1),
		`${(serverBusy * 100).toFixed(0)} %`,
		`${(loadBusy * 100).toFixed(0)} %`,
	];
	console.log(`${names[engine].padEnd(24)}${cells.map((cell) => cell.padStart(16)).join("")}`);
}
const ratio = (other) => (result[other].perAnswer / result.dateline.perAnswer).toFixed(2);
console.log(`
CPU µs/request    server CPU for one request, median of ${windows} windows of ${seconds} s. It holds also where the load is the
                  slower side; requests/s do only where the server is busy all the time. Dateline's holds what its process
                  does besides: worker, record, polling.
${pinned ? "The server that is measured and the load have a core each." : "Server and load share cores: taskset is missing, or there is only one."}
For the same CPU, Dateline answers ${ratio("http")} times as many requests as Node http and ${ratio("express")} times as many as Express 5.`);
