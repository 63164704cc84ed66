// One Socket.IO server as its documentation recommends it for several nodes: the official Redis streams adapter with
// connection state recovery. Started as a child process: PORT and REDIS_URL in the environment; the parent sends
// `{ publish: milliseconds, everyMs, batch, name }` and gets `{ published }` when that is over.
import { createServer } from "node:http";
import { createAdapter } from "@socket.io/redis-streams-adapter";
import { Redis } from "ioredis";
import { Server } from "socket.io";

const redis = new Redis(process.env.REDIS_URL);
const http = createServer();
const io = new Server(http, {
	adapter: createAdapter(redis),
	connectionStateRecovery: { maxDisconnectionDuration: 120_000, skipMiddlewares: true },
	transports: ["websocket"],
	serveClient: false,
});
io.on("connection", () => undefined);
http.listen(Number(process.env.PORT), "127.0.0.1", () => process.send({ listening: true }));

process.on("message", ({ publish, everyMs, batch, name }) => {
	let published = 0;
	const until = performance.now() + publish;
	const timer = setInterval(() => {
		for (let count = 0; count < batch; count += 1) {
			io.emit("m", `${name}${published}`);
			published += 1;
		}
		if (performance.now() < until) return;
		clearInterval(timer);
		process.send({ published });
	}, everyMs);
});
process.on("disconnect", () => process.exit());
