import { Socket as TcpSocket } from "node:net";
import type { Socket } from "socket.io";

/** Engine.IO's connection behind a Socket.IO socket. */
export type EngineConnection = Socket["conn"];

/** What a frame is written to when nothing of the library needs to be asked: a WebSocket and the TCP socket under it. */
export interface WebSocketWire {
	readonly tcp: TcpSocket;
	/** 1 while it is open. */
	readonly webSocket: { readonly readyState: number };
}

/**
 * The wire of a connection whose transport is WebSocket, or null when it is another one or when the library is not built
 * as we know it (engine.io 6.6 on ws 8, without compression): then everything goes the library's ordinary way. Engine.IO
 * hands what it sends to this TCP socket within the call, and keeps what it can't send yet in `writeBuffer`; so with an
 * empty `writeBuffer`, what is written here comes after all that was sent before.
 */
export function wireOf(connection: EngineConnection): WebSocketWire | null {
	const transport: unknown = connection.transport;
	if (connection.transport.name !== "websocket" || !isObject(transport)) return null;
	if (!Array.isArray((connection as unknown as { writeBuffer: unknown }).writeBuffer)) return null;
	const webSocket = transport["socket"];
	if (transport["perMessageDeflate"] || !isObject(webSocket)) return null;
	const tcp = webSocket["_socket"];
	const compressed = isObject(webSocket["_extensions"]) && Object.keys(webSocket["_extensions"]).length > 0;
	if (compressed || webSocket["readyState"] !== 1 || !(tcp instanceof TcpSocket)) return null;
	return { tcp, webSocket: webSocket as unknown as WebSocketWire["webSocket"] };
}

/**
 * Lets go of the request that opened a connection, a fifth of what a quiet reader costs. Engine.IO keeps it twice: on
 * the connection, and by a `close` listener on the TCP socket that stands for the answer to the upgrade.
 */
export function releaseRequest(connection: EngineConnection): void {
	const { request } = connection;
	if (!request) return;
	for (const listener of request.socket.rawListeners("close")) {
		const wrapped = "listener" in listener ? String(listener.listener) : "";
		if (wrapped === '() => this.emit("close")') {
			request.socket.removeListener("close", listener as (hadError: boolean) => void);
		}
	}
	(connection as { request: unknown }).request = null;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
