/**
 * `npm run bench`: what one delivery and one reader cost, Dateline beside the two that it is measured against, all in
 * one run. Only the loopback is used.
 *
 * BENCH_READERS=2000,8000   how many readers at once
 * BENCH_RATES=20,5          messages a second for each of them
 * BENCH_SECONDS=5           how long one window of measuring is
 * BENCH_WINDOWS=3           windows for each engine; the median is printed
 * BENCH_API_RATE=4         posts a second through the API, for the time to the last reader
 * BENCH_ENGINES=dateline,socketio,ws
 */
import { existsSync } from "node:fs";
import { loadavg } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { printReport } from "./report.mjs";
import { pinned, startChild } from "./start-child.mjs";

const numbers = (name, usual) => (process.env[name] ?? usual).split(",").map(Number);
const sizes = numbers("BENCH_READERS", "2000,8000");
const rates = numbers("BENCH_RATES", "20,5");
const seconds = Number(process.env.BENCH_SECONDS ?? 5);
const windows = Number(process.env.BENCH_WINDOWS ?? 3);
const apiRate = Number(process.env.BENCH_API_RATE ?? 4);
const engines = (process.env.BENCH_ENGINES ?? "dateline,socketio,ws").split(",");

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const percentile = (values, share) =>
	[...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];

/** Text of a message: as long as what Dateline sends, its number in it. */
const textOf = (seq, length) => `#seq:${seq}#`.padEnd(length, " And so it went on.");

/** One message on its way in; resolves with the time when that was done. */
async function publishOne({ server, api }, seq, text) {
	if (!api) return (await server.ask({ publish: { seq, text } }, "published")).at;
	const response = await fetch(`${api.url}/api/v1/stories/${api.storyId}/posts`, {
		method: "POST",
		headers: { Authorization: `Bearer ${api.token}`, "Content-Type": "application/json" },
		body: JSON.stringify({ headline: "", body: { format: "text", value: text } }),
	});
	if (response.status !== 201) throw new Error(`the API answered ${response.status}: ${await response.text()}`);
	await response.arrayBuffer();
	return performance.timeOrigin + performance.now();
}

/**
 * Publishes at a fixed rate, by the API when `api` is given; resolves when all of it has reached every reader. What a
 * window says: CPU of the server and the load in µs, deliveries, and how long after its publication each message had
 * reached the last reader.
 */
async function runWindow({ server, load, api, rate, length, readers, numbers }) {
	const total = Math.max(1, Math.round(rate * seconds));
	const begunAt = new Map();
	const publishedAt = new Map();
	const arrivedAt = new Map();
	const end = load.on(({ all, at }) => all !== undefined && arrivedAt.set(all, at));
	await load.ask({ begin: true }, "began");
	const before = await server.ask({ usage: {} }, "usage");
	const began = performance.now();
	const publishing = [];
	for (let index = 0; index < total; index++) {
		await sleep(Math.max(0, began + (index * 1_000) / rate - performance.now()));
		const seq = numbers.next++;
		// One after the other: what comes second must not overtake.
		const last = publishing.at(-1);
		publishing.push(
			Promise.resolve(last).then(async () => {
				begunAt.set(seq, performance.timeOrigin + performance.now());
				publishedAt.set(seq, await publishOne({ server, api }, seq, textOf(seq, length)));
			}),
		);
	}
	await Promise.all(publishing);
	const deadline = performance.now() + 30_000;
	while (readers > 0 && arrivedAt.size < total && performance.now() < deadline) await sleep(20);
	const after = await server.ask({ usage: {} }, "usage");
	const wall = (performance.now() - began) * 1_000;
	end();
	const report = await load.ask({ report: true }, "report");
	const delays = [...arrivedAt].map(([seq, at]) => Math.max(0, at - publishedAt.get(seq)));
	const wholes = [...arrivedAt].map(([seq, at]) => at - begunAt.get(seq));
	return { total, delays, wholes, wall, report, cpu: after.cpu - before.cpu };
}

/** Runs one engine with so many readers. */
async function measure(engine, readers, rate, length) {
	const server = startChild(`engine-${engine}.mjs`, 0, ["--expose-gc"]);
	const facts = await server.hear("listening");
	const load = startChild("readers.mjs", 1, ["--max-semi-space-size=64"]);
	const isDateline = engine === "dateline";
	const numbers = { next: 1 };
	const common = { server, load, rate, length, readers: 0, numbers };
	const byApi = { ...common, api: facts, rate: Math.min(rate, apiRate) };

	// What publishing costs by itself, without a reader. The first window warms up what is compiled on the way.
	const quiet = [];
	if (isDateline) await runWindow(byApi);
	for (let window = 0; window <= windows; window++) quiet.push(await runWindow(common));
	const alone = isDateline ? median(quiet.slice(1).map(({ cpu, total }) => cpu / total)) : 0;

	const empty = await server.ask({ usage: { collect: true } }, "usage");
	const kind = engine === "ws" ? "ws" : "socketio";
	const subscription = isDateline ? await subscriptionOf(facts) : {};
	const opened = await load.ask({ open: { port: facts.port, count: readers, kind, ...subscription } }, "opened");
	const full = await server.ask({ usage: { collect: true } }, "usage");

	const rows = [];
	for (let window = 0; window <= windows; window++) rows.push(await runWindow({ ...common, readers }));
	rows.shift();
	const apiRows = [];
	if (isDateline) for (let window = 0; window < windows; window++) apiRows.push(await runWindow({ ...byApi, readers }));
	const end = await server.ask({ usage: { collect: true } }, "usage");
	await load.ask({ close: true }, "closed");
	load.child.disconnect();
	server.child.disconnect();
	await sleep(500);

	const all = [...rows, ...apiRows];
	const costs = rows.map(({ cpu, total, report }) => (cpu - alone * total) / report.deliveries);
	const delays = (isDateline ? apiRows : rows).flatMap((row) => row.delays);
	const wholes = (isDateline ? apiRows : rows).flatMap((row) => row.wholes);
	const sum = (of) => all.reduce((so_far, row) => so_far + of(row), 0);
	return {
		engine,
		readers,
		rate,
		bytes: Math.round(rows[0].report.bytes / Math.max(1, rows[0].report.deliveries)),
		perFrame: median(rows.map(({ report }) => report.deliveries / Math.max(1, report.frames))),
		perDelivery: median(costs),
		perDeliveryLeast: Math.min(...costs),
		withPublishing: median((isDateline ? apiRows : rows).map(({ cpu, report }) => cpu / report.deliveries)),
		connecting: (full.cpu - empty.cpu) / readers,
		connectMs: opened.ms,
		memory: (full.rss - empty.rss) / readers,
		memoryAfter: (end.rss - empty.rss) / readers,
		lastReader: percentile(delays, 0.5),
		lastReaderWorst: percentile(delays, 0.99),
		fromRequest: percentile(wholes, 0.5),
		serverBusy: median(rows.map(({ cpu, wall }) => cpu / wall)),
		loadBusy: median(rows.map(({ report, wall }) => report.cpu / wall)),
		lost: sum(({ report }) => report.lost),
		repeated: sum(({ report }) => report.repeated),
		missing: sum(({ report, total }) => total * readers - report.deliveries),
	};
}

/** Where the log stands now: who subscribes from there gets nothing of before. */
async function subscriptionOf({ url, channels }) {
	const { epoch, position } = await (await fetch(`${url}/api/v1/snapshot?channels=site`)).json();
	return { channels, after: { epoch, position } };
}

if (!existsSync(new URL("../server/dist/main.js", import.meta.url))) {
	console.error("Build first: npm run build");
	process.exit(1);
}
const results = [];
for (const [index, readers] of sizes.entries()) {
	const rate = rates[index] ?? rates.at(-1);
	// Dateline first: the others send as many bytes as it does.
	const sizeOf = { bytes: 0 };
	for (const engine of engines) {
		const length = engine === "dateline" ? 300 : Math.max(300, sizeOf.bytes - (engine === "ws" ? 0 : 16));
		const result = await measure(engine, readers, rate, length);
		if (engine === "dateline") sizeOf.bytes = result.bytes;
		results.push(result);
		console.error(`${engine}, ${readers} readers: done (load of the machine ${loadavg()[0].toFixed(1)})`);
	}
}
printReport(results, { pinned, windows, seconds });
