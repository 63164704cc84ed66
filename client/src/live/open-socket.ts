/** Ways to the server: the first is tried before the other. */
export type Way = "websocket" | "polling";

export interface SocketOptions {
	/** The origin of the server. */
	url: string;
	/** Sent with the request to connect: who may, and as what. */
	auth?: Readonly<Record<string, unknown>> | undefined;
	/** What is tried first; the other follows at once where the first is refused. */
	first: Way;
	/** Milliseconds until there has to be a connection. */
	timeout: number;
	/** Where the platform has none, as Node before 22; null is a platform that lets none through. */
	webSocket?: typeof WebSocket | null | undefined;
	onOpen(): void;
	onEvent(name: string, message: unknown): void;
	/** The connection has ended, or did not come about; once, and nothing after it. */
	onEnd(reason: "lost" | "timeout"): void;
}

/** A connection: see {@link openSocket}. */
export interface LiveSocket {
	isOpen(): boolean;
	/** Sends an event; `answer` is called with the server's answer to it. */
	send(name: string, message: unknown, answer?: (message: unknown) => void): void;
	/** Ends it without a word to {@link SocketOptions.onEnd}. */
	close(): void;
}

/** Between packets that come together, by polling. */
const separator = "\x1e";

/**
 * One connection to a Socket.IO server, from its opening to its end: version 4 of the Engine.IO protocol (packets: 0 open,
 * 1 close, 2 ping, 3 pong, 4 message) and version 5 of Socket.IO's (messages: 0 connect, 1 disconnect, 2 event, 3 ack,
 * 4 refused), as far as readers need them: the default namespace, text only. A WebSocket is not upgraded to but tried
 * first, long polling follows where it is refused. Neither comes back by itself; whoever uses it opens another.
 * Source: https://socket.io/docs/v4/engine-io-protocol/ and https://socket.io/docs/v4/socket-io-protocol/
 */
export function openSocket(options: SocketOptions): LiveSocket {
	const { webSocket = globalThis.WebSocket } = options;
	const answers: ((message: unknown) => void)[] = [];
	const stop = new AbortController();
	/** Ways that are left to try. */
	const ways: Way[] = options.first === "polling" ? ["polling", "websocket"] : ["websocket", "polling"];
	let write: (packet: string) => void = () => {};
	let isOpen = false;
	const timer = setTimeout(() => end("timeout"), options.timeout);

	/** Ends all of it; false when it has ended already. */
	function close(): boolean {
		if (stop.signal.aborted) return false;
		clearTimeout(timer);
		isOpen = false;
		stop.abort();
		return true;
	}

	function end(reason: "lost" | "timeout") {
		if (close()) options.onEnd(reason);
	}

	function take(packet: string) {
		if (stop.signal.aborted) return;
		const [, kind, type, id, data] = /^(.)(\d?)(\d*)(.*)$/s.exec(packet) ?? [];
		if (kind === "0") write(`40${options.auth ? JSON.stringify(options.auth) : ""}`);
		else if (kind === "2") write("3");
		else if (kind === "4" && type === "0") {
			clearTimeout(timer);
			isOpen = true;
			options.onOpen();
		} else if (kind === "4" && type === "2") {
			const [name, message] = JSON.parse(data ?? "") as [string, unknown];
			options.onEvent(name, message);
		} else if (kind === "4" && type === "3") answers[Number(id)]?.(JSON.parse(data ?? "")[0]);
		else if (kind !== "6") end("lost");
	}

	/** This way is closed: the other one, if it has not been tried and nothing was open yet. */
	function fail() {
		if (stop.signal.aborted) return;
		const next = isOpen ? undefined : ways.shift();
		write = () => {};
		if (next === "websocket" && webSocket) openWebSocket(webSocket);
		else if (next === "polling") void poll();
		else if (next) fail();
		else end("lost");
	}

	/** Takes what came, and gives up where it is not understood. */
	function read(packets: readonly string[]) {
		try {
			packets.forEach(take);
		} catch (error) {
			end("lost");
			throw error;
		}
	}

	const address = (way: Way, sid = "") => `${options.url}/socket.io/?EIO=4&transport=${way}${sid && `&sid=${sid}`}`;

	function openWebSocket(Socket: typeof WebSocket) {
		const socket = new Socket(address("websocket").replace(/^http/, "ws"));
		const leave = () => {
			socket.onclose = socket.onmessage = null;
			socket.close();
		};
		write = (packet) => socket.send(packet);
		socket.onmessage = ({ data }) => read([String(data)]);
		socket.onclose = socket.onerror = () => {
			if (socket.onclose) {
				leave();
				stop.signal.removeEventListener("abort", leave);
				fail();
			}
		};
		stop.signal.addEventListener("abort", leave);
	}

	async function poll() {
		let sid = "";
		/** What waits to be sent: one request at a time, else a server takes it for an attack. */
		let waiting: string[] = [];
		let sending = false;
		const request = async (more: RequestInit = {}) => {
			const answer = await fetch(address("polling", sid), { cache: "no-store", signal: stop.signal, ...more });
			if (!answer.ok) throw new Error(`Polling was answered by ${answer.status}.`);
			return answer.text();
		};
		const post = (body: string, more: RequestInit = {}) => request({ method: "POST", body, ...more });
		const send = async () => {
			sending = true;
			while (waiting.length > 0) {
				const packets = waiting;
				waiting = [];
				await post(packets.join(separator));
			}
			sending = false;
		};
		const leave = () => void post("1", { signal: null, keepalive: true }).catch(() => {});
		try {
			while (!stop.signal.aborted) {
				const packets = (await request()).split(separator);
				if (!sid) {
					sid = JSON.parse(packets[0]?.slice(1) ?? "").sid;
					stop.signal.addEventListener("abort", leave);
					write = (packet) => {
						waiting.push(packet);
						if (!sending) send().catch(() => end("lost"));
					};
				}
				read(packets);
			}
		} catch {
			stop.signal.removeEventListener("abort", leave);
			fail();
		}
	}

	fail();
	return {
		isOpen: () => isOpen,
		send(name, message, answer) {
			write(`42${answer ? answers.push(answer) - 1 : ""}${JSON.stringify([name, message])}`);
		},
		close: () => void close(),
	};
}
