import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { WebSocket as NodeWebSocket } from "ws";
import { type LiveSocket, openSocket, type SocketOptions, type Way } from "./open-socket.ts";

const until = <T>(check: () => T) => vi.waitFor(check, { timeout: 10_000, interval: 10 });

describe.each<Way>(["websocket", "polling"])("openSocket by %s, to the real Socket.IO server", (way) => {
	let http: HttpServer;
	let sockets: Server;
	let socket: LiveSocket | undefined;
	let log: unknown[];

	beforeEach(async () => {
		await listen(0);
		log = [];
	});
	afterEach(async () => {
		socket?.close();
		await sockets.close();
	});

	async function listen(port: number) {
		http = createServer();
		sockets = new Server(http, { serveClient: false });
		await new Promise<void>((done) => http.listen(port, "127.0.0.1", done));
	}
	const port = () => (http.address() as AddressInfo).port;
	function open(more: Partial<SocketOptions> = {}) {
		socket = openSocket({
			url: `http://127.0.0.1:${port()}`,
			first: way,
			timeout: 6_000,
			webSocket: NodeWebSocket as unknown as typeof WebSocket,
			onOpen: () => log.push("open"),
			onEvent: (name, message) => log.push([name, message]),
			onEnd: (reason) => log.push(reason),
			...more,
		});
		return socket;
	}
	const connection = () => [...sockets.sockets.sockets.values()][0];

	it("says who it is, hears events in order and whole, and asks and is answered", async () => {
		sockets.on("connection", (one) => {
			one.on("ask", (message, answer) => answer({ to: message }));
			one.on("tell", (message) => one.emit("heard", message));
		});
		const { send, isOpen } = open({ auth: { partner: "k1" } });
		expect(isOpen()).toBe(false);
		await until(() => expect(log).toEqual(["open"]));
		expect(isOpen()).toBe(true);
		expect(connection()?.handshake.auth).toEqual({ partner: "k1" });
		expect(connection()?.conn.transport.name).toBe(way);
		// What holds the separator of packets, line breaks, digits and brackets, and what takes several reads.
		const odd = ["\u001e", "43[1]\n2", "Київ 🌊", "x".repeat(70_000)];
		for (const text of odd) connection()?.emit("update", [text]);
		send("tell", odd);
		const answers: unknown[] = [];
		for (const count of [1, 2, 3]) send("ask", count, (answer) => answers.push(answer));
		await until(() => expect(answers).toEqual([{ to: 1 }, { to: 2 }, { to: 3 }]));
		await until(() => expect(log).toHaveLength(6));
		expect(log.slice(1, 5)).toEqual(odd.map((text) => ["update", [text]]));
		expect(log[5]).toEqual(["heard", odd]);
	});

	it("answers pings, so that the server keeps it", async () => {
		await sockets.close();
		http = createServer();
		sockets = new Server(http, { pingInterval: 60, pingTimeout: 2_000 });
		await new Promise<void>((done) => http.listen(0, "127.0.0.1", done));
		open();
		await until(() => expect(log).toEqual(["open"]));
		let pongs = 0;
		connection()?.conn.on("heartbeat", () => {
			pongs += 1;
		});
		await until(() => expect(pongs).toBeGreaterThan(2));
		expect(log).toEqual(["open"]);
	});

	it("tells its end once: closed by the server, refused, or gone", async () => {
		open();
		await until(() => expect(log).toEqual(["open"]));
		connection()?.disconnect();
		await until(() => expect(log).toEqual(["open", "lost"]));
		sockets.use((_socket, next) => next(new Error("forbidden")));
		open();
		await until(() => expect(log).toEqual(["open", "lost", "lost"]));
		open({ url: "http://127.0.0.1:9" });
		await until(() => expect(log).toEqual(["open", "lost", "lost", "lost"]));
	});

	it("says nothing more once it was closed, and the server knows at once", async () => {
		open();
		await until(() => expect(log).toEqual(["open"]));
		socket?.close();
		await until(() => expect(sockets.sockets.sockets.size).toBe(0));
		expect(log).toEqual(["open"]);
		expect(socket?.isOpen()).toBe(false);
	});

	it("connects to a server that was started again at the same address", async () => {
		open();
		await until(() => expect(log).toEqual(["open"]));
		const before = port();
		await sockets.close();
		await until(() => expect(log).toEqual(["open", "lost"]));
		await listen(before);
		open();
		await until(() => expect(log).toEqual(["open", "lost", "open"]));
	});

	it("goes on by polling where there are no WebSockets, and gives up after its time where nothing answers", async () => {
		open({ webSocket: null });
		await until(() => expect(log).toEqual(["open"]));
		expect(connection()?.conn.transport.name).toBe("polling");
		const silent = createServer(() => {});
		silent.on("upgrade", () => {});
		await new Promise<void>((done) => silent.listen(0, "127.0.0.1", done));
		log = [];
		open({ url: `http://127.0.0.1:${(silent.address() as AddressInfo).port}`, timeout: 200 });
		await until(() => expect(log).toEqual(["timeout"]));
		silent.closeAllConnections();
		silent.close();
	});
});
