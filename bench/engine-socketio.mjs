/** A bare Socket.IO server: `io.to(room).emit()`, everybody in one room. */
import { createServer } from "node:http";
import { Server } from "socket.io";
import { serveBench } from "./server-child.mjs";

const server = createServer();
const io = new Server(server, { transports: ["websocket"], serveClient: false, pingInterval: 50_000 });
io.on("connection", (socket) => socket.join("news"));
server.listen({ port: 0, host: "127.0.0.1", backlog: 4_096 }, () =>
	serveBench({
		port: server.address().port,
		publish: ({ text }) => io.to("news").emit("update", [text]),
	}),
);
