import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

/** What a receiver of webhooks got. */
export interface Received {
	headers: IncomingHttpHeaders;
	body: string;
}

/** A program that webhooks are sent to, on this machine. `answer` is asked for each, and may take its time. */
export async function startReceiver(
	answer: (received: Received, count: number) => number | Promise<number> = () => 200,
): Promise<{ url: string; host: string; received: Received[]; close(): Promise<void> }> {
	const received: Received[] = [];
	const server = createServer((request, response) => {
		let body = "";
		request.setEncoding("utf8").on("data", (part: string) => {
			body += part;
		});
		request.on("end", () => {
			const one = { headers: request.headers, body };
			received.push(one);
			Promise.resolve(answer(one, received.length)).then(
				(status) => response.writeHead(status).end(status === 200 ? "thank you" : "no"),
				() => response.destroy(),
			);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
	return {
		...{ url: `http://${host}/hook`, host, received },
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}
