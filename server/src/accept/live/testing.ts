import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { OpenRecord } from "@dateline/shared/database";
import { openTestDatabase } from "@dateline/shared/database/testing";
import { newId } from "@dateline/shared/model";
import {
	type Here,
	type LeaseRequest,
	type NewsroomAck,
	type NewsroomMessages,
	newsroomMessages,
	newsroomVersion,
} from "@dateline/shared/protocol";
import { parseSettings, type RedisAddress } from "@dateline/shared/settings";
import { startWorker } from "@dateline/workers";
import { pino } from "pino";
import { io, type Socket } from "socket.io-client";
import { createApp } from "../../app.ts";
import { createAccountLink } from "../accounts/one-time-links.ts";
import type { Role } from "../actor.ts";
import { createToken } from "../tokens.ts";

export const publicUrl = "http://newsroom.example";

/** A whole server with a worker in it, over a record of its own or another server's. */
export interface TestNewsroom {
	readonly url: string;
	readonly database: OpenRecord;
	/** As a program that may do everything. */
	send(method: string, path: string, body?: unknown): Promise<{ status: number; body: never }>;
	/** A new account, signed in: its cookie. */
	signIn(name: string, role?: Role): Promise<string>;
	/** A tab of the console. */
	open(cookie: string, options?: { tab?: string; origin?: string }): TestDesk;
	stop(): Promise<void>;
}

/** A console as a test has it: what was told last, of each kind. */
export interface TestDesk {
	readonly tab: string;
	readonly socket: Socket;
	readonly told: { [Name in keyof NewsroomMessages]?: NewsroomMessages[Name] };
	/** What was told last of each story; of all under null. */
	readonly counts: Map<string | null, NewsroomMessages["counts"]["counts"]>;
	readonly submissions: NewsroomMessages["submission"][];
	readonly cut: string[];
	here(storyId: string | null, doing?: Partial<Here["doing"]>, state?: boolean): Promise<NewsroomAck>;
	lease(action: LeaseRequest["action"], storyId: string, subject: string): Promise<NewsroomAck>;
}

export async function startTestNewsroom(
	options: { database?: OpenRecord; redis?: RedisAddress } = {},
): Promise<TestNewsroom> {
	const database = options.database ?? (await openTestDatabase());
	const dataDir = await mkdtemp(join(tmpdir(), "dateline-live-"));
	const log = pino({ level: process.env["TEST_LOG_LEVEL"] ?? "silent" });
	const settings = parseSettings({ DATA_DIR: dataDir, PUBLIC_URL: publicUrl });
	const redis = options.redis ?? null;
	const worker = await startWorker({ settings, database, redis, log });
	const app = await createApp({ settings, database, redis, log, worker });
	app.server.listen(0, "127.0.0.1");
	await once(app.server, "listening");
	const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
	const token = await createToken({ database }, { name: "test", scopes: ["admin"] });
	const desks: Socket[] = [];

	async function request(method: string, path: string, body: unknown, headers: Record<string, string>) {
		const answer = await fetch(url + path, {
			method,
			headers: { origin: publicUrl, "content-type": "application/json", ...headers },
			...(body !== undefined && { body: JSON.stringify(body) }),
		});
		const text = await answer.text();
		return { status: answer.status, headers: answer.headers, body: (text === "" ? null : JSON.parse(text)) as never };
	}

	return {
		url,
		database,
		send: (method, path, body) => request(method, `/api/v1${path}`, body, { authorization: `Bearer ${token}` }),
		async signIn(name, role = "editor") {
			const address = await createAccountLink({ database, publicUrl }, role);
			const link = new URL(address).hash.slice(1);
			const account = { link, name, email: `${newId()}@newsroom.example`, password: "a gate of oak by the river" };
			const { headers, status, body } = await request("POST", "/api/auth/accept-link", account, {});
			if (status !== 201) throw new Error(`no account: ${status} ${JSON.stringify(body)}`);
			return headers
				.getSetCookie()
				.map((line) => line.split(";")[0])
				.join("; ");
		},
		open(cookie, { tab = newId(), origin = publicUrl } = {}) {
			const socket = io(`${url}/newsroom`, {
				forceNew: true,
				transports: ["websocket"],
				reconnection: false,
				auth: { tab },
				extraHeaders: { cookie, origin },
			});
			desks.push(socket);
			const desk: TestDesk = {
				...{ tab, socket, told: {}, counts: new Map(), submissions: [], cut: [] },
				here: (storyId, doing = {}, state = false) =>
					socket.timeout(5_000).emitWithAck("here", {
						v: newsroomVersion,
						storyId,
						doing: { kind: "reading", subject: null, typing: false, queued: 0, ...doing },
						state,
					}),
				lease: (action, storyId, subject) =>
					socket.timeout(5_000).emitWithAck("lease", { v: newsroomVersion, action, storyId, subject }),
			};
			for (const name of Object.keys(newsroomMessages) as (keyof NewsroomMessages)[]) {
				socket.on(name, (message: unknown) => {
					// What does not keep to the schema fails the test that waits for it.
					const read = newsroomMessages[name].parse(message);
					if (name === "counts") {
						const { storyId, counts } = read as NewsroomMessages["counts"];
						desk.counts.set(storyId, counts);
					}
					if (name === "submission") desk.submissions.push(read as NewsroomMessages["submission"]);
					Object.assign(desk.told, { [name]: read });
				});
			}
			socket.on("cut", ({ reason }: { reason: string }) => desk.cut.push(reason));
			return desk;
		},
		async stop() {
			for (const socket of desks) socket.disconnect();
			await app.stop();
			await worker.stop();
			if (!options.database) await database.close();
			await rm(dataDir, { recursive: true, force: true });
		},
	};
}
