import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket as NetSocket } from "node:net";
import type { Event } from "@dateline/shared/model";
import {
	type ClientToServer,
	formatCursor,
	type Pulse,
	parseCursor,
	type Resubscribe,
	type ServerToClient,
	type Subscribe,
	type SubscribeAck,
	subscribeSchema,
	updatesPageSize,
} from "@dateline/shared/protocol";
import { Server, type Socket } from "socket.io";
import type { TestLog } from "./test-log.ts";

type Connection = Socket<ClientToServer, ServerToClient>;

/** The live protocol in its smallest form, over a real Socket.IO server, with switches for what can go wrong. */
export interface TestServer {
	url: string;
	log: TestLog;
	/** Sends events to the sockets of their channels; with `lost` they get lost on the way. */
	send(events: readonly Event[], lost?: boolean): void;
	pulse(more?: Partial<Pulse>): void;
	askAll(message: Resubscribe): void;
	connections(): Connection[];
	/** Every `subscribe` that came, in order. */
	asked: Subscribe[];
	/** What came as `seen`. */
	seen: unknown[];
	/** Called with each subscribe before it is answered; what it returns is the answer instead. */
	intercept: (message: Subscribe) => Promise<SubscribeAck | undefined> | SubscribeAck | undefined;
	/** Lets no WebSocket through, as some proxies do: `refuse` at once, `swallow` without a word. */
	block(how: "refuse" | "swallow" | null): void;
	close(): Promise<void>;
}

/** A server of this log on a free port; `answer` answers what is asked for beside the API. */
export async function openTestServer(
	log: TestLog,
	answer: (request: IncomingMessage, response: ServerResponse) => void = () => {},
): Promise<TestServer> {
	const http = createServer((request, response) => {
		if (/^\/api\/v1\/(updates|snapshot)\?/.test(request.url ?? "")) answerUpdates(request, response);
		else answer(request, response);
	});
	const open = new Set<NetSocket>();
	http.on("connection", (connection: NetSocket) => {
		open.add(connection);
		connection.on("close", () => open.delete(connection));
	});
	const sockets = new Server<ClientToServer, ServerToClient>(http, { serveClient: false });
	const asked: Subscribe[] = [];
	const seen: unknown[] = [];
	let blocked: "refuse" | "swallow" | null = null;
	// What comes over HTTP beside Socket.IO: `/api/v1/updates` and `/api/v1/snapshot`.
	function answerUpdates(request: IncomingMessage, response: ServerResponse) {
		const { searchParams } = new URL(request.url ?? "/", "http://localhost");
		const channels = (searchParams.get("channels") ?? "").split(",");
		const refused = channels.find((channel) => !log.knows(channel));
		if (refused !== undefined) {
			response.writeHead(404, { "content-type": "application/problem+json" });
			response.end(JSON.stringify({ code: "unknown_channel", channel: refused }));
			return;
		}
		const ack = log.answer(channels, parseCursor(searchParams.get("after") ?? ""));
		if (!ack.ok) throw new Error("The test log refuses nothing.");
		const { epoch } = ack;
		const events = "events" in ack ? ack.events.slice(0, updatesPageSize) : [];
		const whole = "snapshot" in ack || ack.events.length === events.length;
		const position = whole ? ack.position : (events.at(-1)?.position ?? ack.position);
		const next = formatCursor({ epoch, position });
		const snapshot = "snapshot" in ack ? { snapshot: ack.snapshot } : {};
		response.writeHead(200, { "content-type": "application/json" });
		response.end(JSON.stringify({ epoch, position, events, next, ...snapshot }));
	}
	sockets.engine.use((request: IncomingMessage, _response: unknown, next: (error?: Error) => void) => {
		const isUpgrade = request.headers.upgrade !== undefined;
		if (isUpgrade && blocked === "refuse") request.socket.destroy();
		else if (!isUpgrade || blocked === null) next();
	});
	const server: TestServer = {
		url: "",
		log,
		asked,
		seen,
		intercept: () => undefined,
		send(events, lost = false) {
			for (const event of lost ? [] : events) sockets.to(Object.keys(event.previous)).emit("update", [event]);
		},
		pulse(more = {}) {
			const { epoch } = log;
			const at = new Date().toISOString();
			sockets.emit("pulse", { epoch, position: log.events.length, at, build: "b1", ...more });
		},
		askAll: (message) => void sockets.emit("resubscribe", message),
		connections: () => [...sockets.sockets.sockets.values()],
		block(how) {
			blocked = how;
		},
		async close() {
			for (const connection of open) connection.destroy();
			await sockets.close();
		},
	};
	sockets.on("connection", (socket) => {
		socket.on("seen", (message) => void seen.push(message));
		socket.on("subscribe", async (message, acknowledge) => {
			const { channels, after } = subscribeSchema.parse(message);
			asked.push(message);
			for (const room of socket.rooms) if (room !== socket.id) await socket.leave(room);
			await socket.join(channels);
			const refused = channels.find((channel) => !server.log.knows(channel));
			const instead = await server.intercept(message);
			if (instead) return acknowledge(instead);
			if (refused !== undefined) {
				const error = { code: "unknown_channel" as const, message: "There is no such channel.", channel: refused };
				return acknowledge({ ok: false, error });
			}
			acknowledge(server.log.answer(channels, after));
		});
	});
	await new Promise<void>((done) => http.listen(0, "127.0.0.1", done));
	server.url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
	return server;
}
