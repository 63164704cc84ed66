/**
 * `node bench/changes.mjs [PARAGRAPHS] [VERSIONS]`: what the page of what changed costs, on the instance of `npm start`:
 * record, worker and server in one process. For each kind of story (one paragraph changed in each version, forty, all),
 * the first request, one after another version came, and two versions that nobody compared yet: milliseconds until the
 * answer, and the longest time in which the process did nothing else: of the processor's time, so that what else runs on
 * the machine does not count.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { migrate, openDatabase } from "@dateline/shared/database";
import { parseSettings } from "@dateline/shared/settings";
import { startWorker } from "@dateline/workers";
import { pino } from "pino";
import { createToken } from "../server/dist/accept/tokens.js";
import { startServer } from "../server/dist/main.js";

const paragraphs = Number(process.argv[2] ?? 400);
const versions = Number(process.argv[3] ?? 20);

const folder = mkdtempSync(join(tmpdir(), "dateline-bench-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const settings = parseSettings({ DATA_DIR: folder, PORT: "0" });
const log = pino({ level: process.env.LOG_LEVEL ?? "warn" }, pino.destination(2));
const database = await openDatabase({ folder: join(folder, "record") });
await migrate(database);
const worker = await startWorker({ settings, database, redis: null, log });
const server = await startServer({ settings, database, redis: null, log, worker });
const token = await createToken({ database }, { name: "bench", scopes: ["admin"] });

async function send(method, path, body) {
	const response = await fetch(`${server.url}/api/v1/${path}`, {
		method,
		headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
		body: JSON.stringify(body),
	});
	const answer = await response.json();
	if (response.status > 202) throw new Error(`${response.status} ${JSON.stringify(answer)}`);
	return answer;
}

let seed = 7;
const draw = (count) => {
	seed = (seed * 48_271) % 2_147_483_647;
	return seed % count;
};
const letters = "etaoinshrdlucmfwypvbgk";
const makeWord = () => Array.from({ length: 2 + draw(8) }, () => letters[Math.min(draw(22), draw(22))]).join("");
const words = Array.from({ length: 1_500 }, makeWord);
const makeParagraph = () => `${Array.from({ length: 40 }, () => words[Math.min(draw(1_500), draw(1_500))]).join(" ")}.`;
/** A third of the words are others. */
const rework = (paragraph) =>
	paragraph
		.split(" ")
		.map((word) => (draw(3) === 0 ? words[draw(1_500)] : word))
		.join(" ");

/** Looks at each turn of the loop how long it was; the longest, in milliseconds, when it is stopped. */
function watchTurns() {
	let longest = 0;
	let going = true;
	const cpu = () => {
		const { user, system } = process.cpuUsage();
		return (user + system) / 1_000;
	};
	let last = { wall: performance.now(), cpu: cpu() };
	const look = () => {
		const now = { wall: performance.now(), cpu: cpu() };
		longest = Math.max(longest, Math.min(now.wall - last.wall, now.cpu - last.cpu));
		last = now;
		if (going) setImmediate(look);
	};
	setImmediate(look);
	return () => {
		going = false;
		return longest;
	};
}

/** A request, with how long it took and how long it held up the process. */
async function measure(name, path) {
	await sleep(300);
	const stop = watchTurns();
	const start = performance.now();
	const response = await fetch(server.url + path, { headers: { "Accept-Encoding": "gzip" } });
	const text = await response.text();
	const whole = performance.now() - start;
	const longest = stop();
	const kilobytes = (text.length / 1_000).toFixed(0);
	console.log(
		`${name.padEnd(64)} ${whole.toFixed(0).padStart(6)} ms, held up ${longest.toFixed(0).padStart(5)} ms (${response.status}, ${kilobytes} KB)`,
	);
}

console.log(`${paragraphs} paragraphs, ${versions} versions, PGlite, load ${loadavg()[0].toFixed(1)}`);
const small = await send("POST", "stories", { kind: "article", headline: "Small", slug: "small", status: "published" });
for (const headline of ["One", "Two", "Three"]) {
	await send("PATCH", `stories/${small.story.id}`, { headline, body: { format: "text", value: headline } });
	// What is made once in a process is no request's.
	await fetch(`${server.url}/story/small/changes`);
}
const kinds = { "one paragraph": 1, "forty paragraphs": 40, "all paragraphs": paragraphs };
for (const [name, changed] of Object.entries(kinds)) {
	let text = Array.from({ length: paragraphs }, makeParagraph);
	const body = () => ({ format: "text", value: text.join("\n\n") });
	const { story } = await send("POST", "stories", {
		...{ kind: "article", headline: name, slug: name.replace(" ", "-"), body: body(), status: "published" },
	});
	const change = async () => {
		const from = draw(paragraphs - changed + 1);
		text = text.map((paragraph, index) => (index >= from && index < from + changed ? rework(paragraph) : paragraph));
		await send("PATCH", `stories/${story.id}`, { body: body(), significant: true });
	};
	for (let version = 1; version < versions; version += 1) await change();
	const path = `/story/${story.slug}/changes`;
	await measure(`${name}: the first request`, path);
	await change();
	await measure(`${name}: after another version`, path);
	await measure(`${name}: two versions beside each other`, `${path}?from=1&to=${versions}`);
	await measure(`${name}: one version's text`, `${path}?version=1`);
}
await server.stop();
await worker.stop();
await database.close();
process.exit();
