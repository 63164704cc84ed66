/**
 * `npm run bench:long`: a live story of 5,000 posts beside one of 50. For each: how long its page takes right after a new
 * post (read, rendered and compressed), again from the table, and its oldest page; how large the page is. Medians, and
 * the ratio of the long one to the short one. The two take turns, each over a record of its own in a temporary folder.
 *
 * BENCH_ROUNDS=30   posts that are added to each, one page asked for after each
 */
import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { migrate, openDatabase } from "@dateline/shared/database";
import { parseSettings } from "@dateline/shared/settings";
import { startWorker } from "@dateline/workers";
import { pino } from "pino";
import { createToken } from "../server/dist/accept/tokens.js";
import { startServer } from "../server/dist/main.js";
import { seedRecord } from "./seed-record.mjs";

const rounds = Number(process.env.BENCH_ROUNDS ?? 30);
const sizes = [50, 5_000];
/** Of twenty stories one is live and has all the posts. */
const stories = 20;
const slug = `headline-of-story-${stories}`;

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Dateline in this process, over a record with one live story of so many posts. */
async function start(posts) {
	const folder = mkdtempSync(join(tmpdir(), "dateline-bench-"));
	const settings = parseSettings({ DATA_DIR: folder, PORT: "0" });
	const log = pino({ level: "error" }, pino.destination(2));
	const database = await openDatabase({ folder: join(folder, "record") });
	await migrate(database);
	await seedRecord(database, { stories, posts });
	const worker = await startWorker({ settings, database, redis: null, log });
	const server = await startServer({ settings, database, redis: null, log, worker });
	const token = await createToken({ database }, { name: "bench", scopes: ["admin"] });
	const found = await get(server.url, `/api/v1/stories?limit=100`, token);
	const story = JSON.parse(found.body).items.find((one) => one.kind === "live");
	return {
		posts,
		get: (path) => get(server.url, path),
		async addPost() {
			const body = { headline: "One more", body: { format: "text", value: "The wind rose overnight. ".repeat(12) } };
			const answer = await fetch(`${server.url}/api/v1/stories/${story.id}/posts`, {
				method: "POST",
				headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
				body: JSON.stringify(body),
			});
			if (answer.status !== 201) throw new Error(`the API answered ${answer.status}: ${await answer.text()}`);
		},
		async stop() {
			await server.stop();
			await worker.stop();
			await database.close();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

/** One answer: milliseconds to its last byte, and its bytes. */
function get(url, path, token) {
	return new Promise((resolve, reject) => {
		const headers = token ? { Authorization: `Bearer ${token}` } : { "Accept-Encoding": "br" };
		const began = performance.now();
		request(`${url}${path}`, { headers, agent: false }, (response) => {
			const chunks = [];
			response.on("data", (chunk) => chunks.push(chunk));
			response.on("end", () => {
				const body = Buffer.concat(chunks);
				if (response.statusCode >= 300)
					reject(new Error(`${path}: ${response.statusCode} ${response.headers.location}`));
				else resolve({ milliseconds: performance.now() - began, bytes: body.length, body });
			});
		})
			.on("error", reject)
			.end();
	});
}

const sides = [];
for (const posts of sizes) sides.push({ app: await start(posts), fresh: [], again: [], bytes: [] });
for (let round = 0; round < rounds; round += 1) {
	for (const side of sides) {
		await side.app.addPost();
		const fresh = await side.app.get(`/live/${slug}`);
		const again = await side.app.get(`/live/${slug}`);
		side.fresh.push(fresh.milliseconds);
		side.again.push(again.milliseconds);
		side.bytes.push(fresh.bytes);
	}
}
console.log(`load ${loadavg()[0].toFixed(1)}, ${rounds} rounds, medians`);
for (const { app, fresh, again, bytes } of sides) {
	console.log(
		`${String(app.posts).padStart(5)} posts: after a new post ${median(fresh).toFixed(1)} ms, again ${median(again).toFixed(2)} ms, ${median(bytes)} bytes`,
	);
}
const [short, long] = sides;
const ratio = (name) => (median(long[name]) / median(short[name])).toFixed(2);
console.log(`ratio: after a new post ${ratio("fresh")}, again ${ratio("again")}, bytes ${ratio("bytes")}`);
for (const { app } of sides) await app.stop();
process.exit(0);
