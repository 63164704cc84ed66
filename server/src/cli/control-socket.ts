import { chmodSync, rmSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { z } from "zod";
import { CommandError, hasCode, messageOf } from "./command-error.ts";
import { listen } from "./listen.ts";

// PGlite has one owner. A command for a record that a running instance owns is therefore run by that instance: the
// command's words go to it through a private unix socket, one line of JSON, and what it would have printed comes back.
const requestSchema = z.object({ argv: z.array(z.string()) });
const replySchema = z.discriminatedUnion("ok", [
	z.object({ ok: z.literal(true), output: z.string() }),
	z.object({ ok: z.literal(false), message: z.string() }),
]);

/** Calls back once, with the first line that arrives. */
function onLine(socket: Socket, take: (line: string) => unknown): void {
	let text = "";
	const collect = (chunk: string) => {
		text += chunk;
		const end = text.indexOf("\n");
		if (end === -1) return;
		socket.off("data", collect);
		take(text.slice(0, end));
	};
	socket.setEncoding("utf8").on("data", collect);
}

/** Runs commands that other processes of the same user send, until closed. The socket's file is ours: we hold the data folder. */
export async function serveControl(
	path: string,
	run: (argv: readonly string[]) => Promise<string>,
): Promise<{ close(): Promise<void> }> {
	const open = new Set<Socket>();
	const server = createServer((socket) => {
		open.add(socket);
		socket.on("close", () => open.delete(socket));
		socket.on("error", () => socket.destroy());
		onLine(socket, async (line) => {
			const reply = await answer(line, run);
			if (!socket.destroyed) socket.end(`${JSON.stringify(reply)}\n`);
		});
	});
	rmSync(path, { force: true });
	await listen(server, path);
	chmodSync(path, 0o600);
	return {
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				for (const socket of open) socket.destroy();
			}),
	};
}

async function answer(
	line: string,
	run: (argv: readonly string[]) => Promise<string>,
): Promise<z.input<typeof replySchema>> {
	try {
		return { ok: true, output: await run(requestSchema.parse(JSON.parse(line)).argv) };
	} catch (error) {
		return { ok: false, message: messageOf(error) };
	}
}

/**
 * Lets a running instance run a command.
 *
 * @returns what it printed, or null when nobody listens there
 * @throws {CommandError} when it refused, or ended before it answered
 */
export function askInstance(path: string, argv: readonly string[]): Promise<string | null> {
	return new Promise((resolve, reject) => {
		const socket = connect({ path });
		socket.once("error", (error) => {
			if (hasCode(error, "ENOENT") || hasCode(error, "ECONNREFUSED")) resolve(null);
			else reject(new CommandError(`The running instance can't be asked: ${error.message}.`));
		});
		socket.once("connect", () => socket.write(`${JSON.stringify({ argv })}\n`));
		onLine(socket, (line) => {
			socket.destroy();
			const reply = replySchema.parse(JSON.parse(line));
			if (reply.ok) resolve(reply.output);
			else reject(new CommandError(reply.message));
		});
		socket.once("close", () => reject(new CommandError("The running instance ended before it answered.")));
	});
}
