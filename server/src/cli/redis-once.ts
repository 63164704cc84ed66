import { connect } from "node:net";

/**
 * Sends one inline command to a Redis on a unix socket and gives its answer: the text of a bulk answer, anything else as
 * it came (of a nested one, what has arrived). For life and death only; the parts that work with Redis use a real client.
 *
 * @throws when nothing listens, the connection ends without an answer, or none comes in time
 */
export function askRedis(path: string, command: string, timeoutMs: number): Promise<string> {
	return new Promise((resolve, reject) => {
		const socket = connect({ path });
		let answer = "";
		const end = (error?: Error) => {
			socket.destroy();
			if (error) reject(error);
			else
				resolve(
					answer
						.split("\r\n")
						.slice(answer.startsWith("$") ? 1 : 0)
						.join("\r\n")
						.trim(),
				);
		};
		socket.setTimeout(timeoutMs, () => end(new Error("no answer from Redis in time")));
		socket.once("error", end);
		socket.once("close", () => end(new Error("Redis closed the connection")));
		socket.once("connect", () => socket.write(`${command}\r\n`));
		socket.on("data", (chunk) => {
			answer += chunk.toString();
			const firstLine = answer.indexOf("\r\n");
			if (firstLine === -1) return;
			const length = answer.startsWith("$") ? Number(answer.slice(1, firstLine)) + 2 : 0;
			if (answer.length >= firstLine + 2 + length) end();
		});
	});
}
