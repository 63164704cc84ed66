import { Writable } from "node:stream";
import { type Logger, type LoggerOptions, pino } from "pino";
import { describeError } from "./describe-error.ts";

const COLOURS: Record<number, string> = { 40: "\x1b[33m", 50: "\x1b[31m", 60: "\x1b[31m" };

/**
 * The process's log, on stderr: one line of JSON each for machines, or, on a terminal, the time, the level and the message.
 *
 * @param level as in the setting LOG_LEVEL
 */
export function createLog(level: string, output: NodeJS.WriteStream & { fd: number } = process.stderr): Logger {
	const options: LoggerOptions = { level, base: null, serializers: { err: describeError } };
	if (!output.isTTY) return pino(options, pino.destination({ fd: output.fd, sync: true }));
	const readable = new Writable({
		write(chunk: Buffer, _encoding, done) {
			output.write(readableLine(chunk.toString()), done);
		},
	});
	return pino(options, readable);
}

function readableLine(line: string): string {
	const { level, time, msg, err, ...rest } = JSON.parse(line);
	const name = pino.levels.labels[level] ?? String(level);
	const details = Object.entries(rest).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
	const words = [new Date(time).toTimeString().slice(0, 8), name.padEnd(5), msg ?? "", ...details].join(" ");
	const stack = err?.stack === undefined ? "" : `\n${err.stack}`;
	return `${COLOURS[level] ?? "\x1b[2m"}${words}${stack}\x1b[0m\n`;
}
