/** A bare `ws` server: one text, sent to each client as anybody would. */
import { createServer } from "node:http";
import { WebSocket, WebSocketServer } from "ws";
import { serveBench } from "./server-child.mjs";

const server = createServer();
const clients = new WebSocketServer({ server, perMessageDeflate: false });
clients.on("connection", (client) => client.on("error", () => {}));
server.listen({ port: 0, host: "127.0.0.1", backlog: 4_096 }, () =>
	serveBench({
		port: server.address().port,
		publish({ text }) {
			for (const client of clients.clients) if (client.readyState === WebSocket.OPEN) client.send(text);
		},
	}),
);
