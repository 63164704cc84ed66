import type { Server as HttpServer, IncomingMessage } from "node:http";
import { ProblemError, seenSchema } from "@dateline/shared/protocol";
import type { Logger } from "pino";
import { Server, type Socket } from "socket.io";
import type { Metrics } from "../../http/create-metrics.ts";
import type { Model } from "../model/model.ts";
import type { Partners, Pass } from "../partners/partners.ts";
import type { Admission } from "./admission.ts";
import type { CatchUp } from "./catch-up.ts";
import { type EngineConnection, releaseRequest } from "./engine-connection.ts";
import { PreparedJson, preparedParser } from "./prepared-packet.ts";
import type { Rooms } from "./rooms.ts";
import { SocketReader } from "./socket-reader.ts";
import { subscribe } from "./subscribe.ts";
import type { Tally } from "./tally.ts";

/** Where the live protocol is spoken. */
export const socketPath = "/socket.io/";

/** What a connection that is no reader's (yet) came with. */
export interface Letter {
	readonly cookie: string;
	readonly origin: string | undefined;
}

/** The Socket.IO server: the default namespace is the readers'; another half of this server may serve one of its own. */
export interface Sockets {
	readonly io: Server;
	/** Null when it came without a cookie, or is a reader. */
	letterOf(socket: Socket): Letter | null;
}

/**
 * The live protocol over Socket.IO on the HTTP server, default namespace. No adapter and no connection state recovery:
 * rooms and catch-up are our own.
 *
 * @param parts.direct false sends everything the library's ordinary way
 */
export function serveSockets(parts: {
	server: HttpServer;
	model: Model;
	catchUp: CatchUp;
	rooms: Rooms;
	admission: Admission;
	partners: Partners;
	metrics: Metrics;
	log: Logger;
	direct: boolean;
	tally: Tally;
}): Sockets {
	const { server, rooms, admission, partners, metrics, log, direct, tally } = parts;
	const answering = { ...parts, isDraining: admission.isDraining };
	/** The origins of other sites' pages. */
	const foreign = new WeakMap<EngineConnection, string>();
	const passes = new WeakMap<Socket, Pass>();
	const readers = new WeakMap<EngineConnection, SocketReader>();
	const letters = new WeakMap<EngineConnection, Letter>();

	const io = new Server(server, {
		path: socketPath,
		serveClient: false,
		transports: ["websocket", "polling"],
		// A ping and its pong cost as much as ten deliveries; the client judges by the pulse.
		pingInterval: 50_000,
		pingTimeout: 20_000,
		connectTimeout: 10_000,
		perMessageDeflate: false,
		maxHttpBufferSize: 16 * 1024,
		parser: preparedParser,
		// Long polling from a partner's page; without credentials, and the key is asked for behind it.
		cors: { origin: "*", credentials: false },
		allowRequest: (_request, decide) => {
			const refusal = admission.admit();
			decide(refusal, refusal === null);
		},
	});

	io.engine.on("connection", (connection: EngineConnection) => {
		const { headers } = connection.request as IncomingMessage;
		if (!admission.isOurs(headers.origin, headers.host)) foreign.set(connection, headers.origin ?? "");
		// Only for as long as it may turn out to be a console's: a reader is let go of it below.
		if (headers.cookie !== undefined) letters.set(connection, { cookie: headers.cookie, origin: headers.origin });
		releaseRequest(connection);
		connection.on("data", () => {
			const reader = readers.get(connection);
			if (!reader || reader.maySend()) return;
			metrics.refused.inc({ reason: "message_rate" });
			reader.cut();
		});
	});

	io.use((socket, next) => {
		const origin = foreign.get(socket.conn) ?? null;
		const { partner: key } = socket.handshake.auth as { partner?: unknown };
		if (origin === null && key === undefined) return next();
		try {
			if (key === undefined) {
				metrics.refused.inc({ reason: "foreign_origin" });
				const message = "Another site needs auth.partner, the key of a partner whose origins hold it.";
				throw new ProblemError("forbidden", message);
			}
			// Our own page with a key is the frame on a partner's site, which says itself by whom it may be framed.
			passes.set(socket, partners.admit(key, origin));
			next();
		} catch (error) {
			const { code, message } = error instanceof ProblemError ? error : new ProblemError("internal", "");
			next(Object.assign(new Error(message), { data: { code, message } }));
		}
	});

	io.on("connection", (socket: Socket) => {
		letters.delete(socket.conn);
		const isDesk = (socket.handshake.auth as { desk?: unknown }).desk === true;
		const pass = passes.get(socket) ?? null;
		const reader = new SocketReader(socket, metrics.deliveries, { direct, isDesk, partner: pass });
		if (pass) partners.hold(reader, pass);
		readers.set(socket.conn, reader);
		rooms.add(reader);
		metrics.readers.inc({ kind: "socket" });
		// What the handshake said was judged above; kept, it would be half of what a quiet reader costs.
		(socket as { handshake: unknown }).handshake = null;
		socket.on("subscribe", (message: unknown, ack: unknown) => {
			if (typeof ack !== "function") return;
			if (reader.isFlooded()) return reader.cut();
			const answer = (json: string) => ack(new PreparedJson(json));
			subscribe(
				pass ? { ...answering, mayFollow: (channels) => partners.check(pass, channels) } : answering,
				reader,
				message,
				answer,
			).catch((err: unknown) => log.error({ err }, "no answer was sent"));
		});
		socket.on("seen", (message: unknown) => {
			const seen = seenSchema.safeParse(message);
			if (!seen.success) return;
			metrics.seen.observe(seen.data.ms / 1_000);
			tally.seen(reader, seen.data.position, seen.data.ms);
		});
		socket.on("disconnect", () => {
			rooms.remove(reader);
			if (pass) partners.release(reader);
			metrics.readers.dec({ kind: "socket" });
		});
	});

	return { io, letterOf: (socket) => letters.get(socket.conn) ?? null };
}
