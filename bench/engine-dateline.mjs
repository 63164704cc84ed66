/**
 * Dateline as `npm start` runs it: record, worker and server in one process; what is published goes in by the API. The
 * admission rate is lifted, since here everybody comes at once.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate, openDatabase, readHeadPosition } from "@dateline/shared/database";
import { parseSettings } from "@dateline/shared/settings";
import { startWorker } from "@dateline/workers";
import { sql } from "kysely";
import { pino } from "pino";
import { createToken } from "../server/dist/accept/tokens.js";
import { startServer } from "../server/dist/main.js";
import { serveBench } from "./server-child.mjs";

const folder = mkdtempSync(join(tmpdir(), "dateline-bench-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

const settings = parseSettings({ DATA_DIR: folder, PORT: "0" });
const log = pino({ level: process.env.LOG_LEVEL ?? "warn" }, pino.destination(2));
const database = await openDatabase({ folder: join(folder, "record") });
await migrate(database);
const worker = await startWorker({ settings, database, redis: null, log });
const listeners = new Set();
const server = await startServer({
	settings,
	database,
	redis: null,
	log,
	worker: {
		ring: worker.ring,
		committed: {
			subscribe(listener) {
				listeners.add(listener);
				return worker.committed.subscribe(listener);
			},
		},
	},
	admission: { rate: 100_000, burst: 100_000 },
	direct: process.env.BENCH_DIRECT !== "0",
});
const token = await createToken({ database }, { name: "bench", scopes: ["admin"] });

async function post(path, body) {
	const response = await fetch(`${server.url}/api/v1/${path}`, {
		method: "POST",
		headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
		body: JSON.stringify(body),
	});
	const answer = await response.json();
	if (response.status !== 201) throw new Error(`${response.status} ${JSON.stringify(answer)}`);
	return answer;
}

let sample = null;
worker.committed.subscribe((events) => {
	sample = events.find((event) => event.subject.type === "post.added") ?? sample;
});
const { story } = await post("stories", { kind: "live", headline: "The bench", status: "published" });

/**
 * Commits an event that is ready, a change of one post, as the worker's transaction does in its last step, and says so.
 * What a delivery costs is measured with these, since all that comes before costs as much as thousands of deliveries.
 */
async function commitReady({ text }) {
	const channel = `story:${story.id}`;
	const position = 1 + (await readHeadPosition(database.kysely));
	const { position: head } = await database.kysely
		.selectFrom("channel_heads")
		.select("position")
		.where("channel", "=", channel)
		.executeTakeFirstOrThrow();
	const event = JSON.parse(sample.body);
	const at = new Date();
	const html = `<p>${text}</p>`;
	event.post = { ...event.post, html, revision: position };
	const body = JSON.stringify({
		...event,
		type: "post.updated",
		position,
		previous: { [channel]: head },
		at: at.toISOString(),
	});
	const subject = { ...sample.subject, type: "post.updated" };
	await sql`
		with event as (
			insert into events (position, type, story_id, post_id, channels, body, at)
			values (${position}, ${subject.type}, ${subject.storyId}, ${subject.postId}, ${[channel]}, ${body}, ${at})
		), place as (
			insert into event_channels (channel, position) values (${channel}, ${position})
		), post as (
			update posts set html = ${html}, revision = ${position} where id = ${subject.postId}
		)
		update channel_heads set position = ${position} where channel = ${channel}`.execute(database.kysely);
	const stored = { position, channels: [channel], body, at: at.toISOString(), subject, withheld: false };
	for (const listener of listeners) listener([stored]);
}

serveBench({
	port: Number(new URL(server.url).port),
	facts: { url: server.url, token, storyId: story.id, channels: [`story:${story.id}`] },
	publish: commitReady,
});
