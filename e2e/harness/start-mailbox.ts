import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";

/** A letter as it came in, with its text decoded from quoted-printable (RFC 2045, section 6.7). */
export interface ReceivedLetter {
	to: string;
	text: string;
}

/** A mail server of the test's own (RFC 5321, as far as a sender needs it): takes every letter and delivers none. */
export interface Mailbox {
	port: number;
	letters: readonly ReceivedLetter[];
	close(): Promise<void>;
}

export async function startMailbox(): Promise<Mailbox> {
	const letters: ReceivedLetter[] = [];
	const sockets = new Set<Socket>();
	const server = createServer((socket) => {
		sockets.add(socket);
		socket.once("close", () => sockets.delete(socket)).once("error", () => socket.destroy());
		serve(socket, (letter) => letters.push(letter));
	}).listen(0, "127.0.0.1");
	await once(server, "listening");
	return {
		port: (server.address() as AddressInfo).port,
		letters,
		async close() {
			for (const socket of sockets) socket.destroy();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

function serve(socket: Socket, receive: (letter: ReceivedLetter) => void): void {
	let buffer = "";
	let to = "";
	let inData = false;
	const say = (line: string) => socket.write(`${line}\r\n`);
	say("220 mailbox");
	socket.setEncoding("utf8").on("data", (chunk) => {
		buffer += chunk;
		for (;;) {
			const end = buffer.indexOf(inData ? "\r\n.\r\n" : "\r\n");
			if (end < 0) return;
			const part = buffer.slice(0, end);
			buffer = buffer.slice(end + (inData ? 5 : 2));
			if (inData) {
				inData = false;
				receive({ to, text: decode(part) });
				say("250 taken");
				continue;
			}
			const verb = part.slice(0, 4).toUpperCase();
			if (verb === "EHLO" || verb === "HELO") say("250 mailbox");
			else if (verb === "RCPT") {
				to = /<(.*)>/.exec(part)?.[1] ?? "";
				say("250 good");
			} else if (verb === "DATA") {
				inData = true;
				say("354 go on");
			} else if (verb === "QUIT") socket.end("221 bye\r\n");
			else say("250 good");
		}
	});
}

const decode = (text: string) =>
	text
		.replace(/=\r\n/g, "")
		.replace(/(=[0-9A-F]{2})+/g, (bytes) => Buffer.from(bytes.replaceAll("=", ""), "hex").toString());
