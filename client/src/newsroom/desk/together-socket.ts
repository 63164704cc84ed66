import {
	type NewsroomAck,
	type NewsroomMessages,
	type NewsroomToClient,
	type NewsroomToServer,
	newsroomAckSchema,
	newsroomMessages,
} from "@dateline/shared/protocol";
import { io, type Socket } from "socket.io-client";

/** What comes from the server, parsed. */
export type TogetherListeners = {
	[Name in keyof NewsroomMessages]: (message: NewsroomMessages[Name]) => void;
} & {
	connected(): void;
	lost(): void;
	cut(reason: "signed_out" | "forbidden"): void;
};

/** The console's own connection, beside the one that readers have: see docs/live.md, "The newsroom". */
export interface TogetherSocket {
	readonly connected: boolean;
	/** Null when nobody answered in time. */
	ask<Name extends keyof NewsroomToServer>(
		name: Name,
		message: Parameters<NewsroomToServer[Name]>[0],
	): Promise<NewsroomAck | null>;
	/** As {@link ask} for a page that is going away: nobody waits. */
	tell<Name extends keyof NewsroomToServer>(name: Name, message: Parameters<NewsroomToServer[Name]>[0]): void;
	close(): void;
}

/** Milliseconds that an answer may take. */
const patience = 4_000;

/** @param tab which tab this is, as long as it is open: a connection that is made anew is the same one */
export function openTogetherSocket(url: string, tab: string, listeners: TogetherListeners): TogetherSocket {
	const socket: Socket<NewsroomToClient, NewsroomToServer> = io(`${url}/newsroom`, {
		transports: ["websocket", "polling"],
		tryAllTransports: true,
		forceNew: true,
		auth: { tab },
		reconnectionDelay: 500,
		reconnectionDelayMax: 5_000,
	});
	for (const name of Object.keys(newsroomMessages) as (keyof NewsroomMessages)[]) {
		// A message of another build is left out; the next one of its kind says it all again.
		socket.on(name, (message: unknown) => {
			const read = newsroomMessages[name].safeParse(message);
			if (read.success) (listeners[name] as (message: unknown) => void)(read.data);
		});
	}
	socket.on("connect", listeners.connected);
	socket.on("disconnect", (reason) => {
		listeners.lost();
		// A server that stops, or has cut us off, says so: the library then leaves coming back to us.
		if (reason === "io server disconnect") setTimeout(() => wanted && socket.connect(), 1_000 + Math.random() * 2_000);
	});
	socket.on("cut", ({ reason }) => listeners.cut(reason));
	// Who was refused at the door (signed out, say) is not tried again by the library; a session may come back.
	socket.on("connect_error", () => {
		if (!socket.active) setTimeout(() => wanted && socket.connect(), 5_000);
	});
	let wanted = true;
	const onOnline = () => socket.connected || socket.connect();
	addEventListener("online", onOnline);

	return {
		get connected() {
			return socket.connected;
		},
		async ask(name, message) {
			if (!socket.connected) return null;
			try {
				const emit = socket.timeout(patience).emitWithAck as (name: string, message: unknown) => Promise<unknown>;
				const answer = await emit.call(socket.timeout(patience), name, message);
				return newsroomAckSchema.safeParse(answer).data ?? null;
			} catch {
				return null;
			}
		},
		tell(name, message) {
			if (socket.connected)
				(socket.emit as (name: string, message: unknown, ack: () => void) => void)(name, message, () => undefined);
		},
		close() {
			wanted = false;
			removeEventListener("online", onOnline);
			socket.disconnect();
		},
	};
}
