import { once } from "node:events";
import { createServer, request } from "node:http";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const EVENTS = "/__dev/events";
const SCRIPT = "/__dev/reload.js";
const TAG = `<script type="module" src="${SCRIPT}"></script>`;
const RELOAD = `new EventSource("${EVENTS}").addEventListener("reload", () => location.reload());\n`;

/**
 * Listens where the browser asks and passes everything on to the inner port: HTTP and WebSockets, Host and Origin as they came.
 * Requests wait while the app restarts. Each HTML page gets a script that reloads it; it comes from our own origin, so the
 * content security policy lets it in unchanged.
 *
 * @param {{ host: string, port: number, inner: number }} where
 */
export async function startProxy({ host, port, inner }) {
	const pages = new Set();
	const server = createServer(async (incoming, outgoing) => {
		if (incoming.url === EVENTS) {
			outgoing.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" }).flushHeaders();
			pages.add(outgoing);
			outgoing.on("close", () => pages.delete(outgoing));
			return;
		}
		if (incoming.url === SCRIPT) {
			outgoing.writeHead(200, { "content-type": "text/javascript", "cache-control": "no-store" }).end(RELOAD);
			return;
		}
		await untilListening(inner);
		pass(incoming, outgoing, inner);
	});
	server.on("upgrade", async (incoming, socket, head) => {
		await untilListening(inner);
		const target = connect(inner, "127.0.0.1");
		const lines = [`${incoming.method} ${incoming.url} HTTP/1.1`];
		for (let index = 0; index < incoming.rawHeaders.length; index += 2) {
			lines.push(`${incoming.rawHeaders[index]}: ${incoming.rawHeaders[index + 1]}`);
		}
		target.write(`${lines.join("\r\n")}\r\n\r\n`);
		target.write(head);
		target.pipe(socket).pipe(target);
		for (const one of [target, socket]) {
			one.on("error", () => {
				target.destroy();
				socket.destroy();
			});
		}
	});
	server.listen(port, host);
	await once(server, "listening");
	return {
		/** When the app answers again. */
		async reloadPages() {
			await untilListening(inner);
			for (const page of pages) page.write("event: reload\ndata:\n\n");
		},
	};
}

function pass(incoming, outgoing, inner) {
	// Not compressed, so that the tag can be added; without a stored version, so that it always is.
	const headers = { ...incoming.headers, "accept-encoding": "identity" };
	if (String(headers.accept).includes("text/html")) delete headers["if-none-match"];
	const options = { host: "127.0.0.1", port: inner, method: incoming.method, path: incoming.url, headers };
	const asked = request(options, async (answer) => {
		if (!String(answer.headers["content-type"]).startsWith("text/html")) {
			outgoing.writeHead(answer.statusCode, answer.rawHeaders);
			answer.pipe(outgoing);
			return;
		}
		const chunks = await answer.toArray();
		const page = Buffer.concat(chunks)
			.toString("utf8")
			.replace(/<\/body>|$/, (end) => TAG + end);
		const { "content-length": _length, "transfer-encoding": _encoding, etag: _etag, ...rest } = answer.headers;
		outgoing.writeHead(answer.statusCode, { ...rest, "cache-control": "no-store" }).end(page);
	});
	asked.on(
		"error",
		() => outgoing.headersSent || outgoing.writeHead(502).end("Dateline does not answer; see the terminal."),
	);
	outgoing.on("close", () => asked.destroy());
	incoming.pipe(asked);
}

/** Waits while the app restarts, for half a minute at most. */
async function untilListening(port) {
	for (let tries = 0; tries < 300; tries += 1) {
		const socket = connect(port, "127.0.0.1");
		const well = await once(socket, "connect").then(
			() => true,
			() => false,
		);
		socket.destroy();
		if (well) return;
		await sleep(100);
	}
}
