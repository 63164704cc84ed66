import { once } from "node:events";
import { createServer } from "node:net";
import { CommandError, hasCode, messageOf } from "./command-error.ts";

/** Says in a sentence why the address can't be listened on, before anything else is opened. @throws {CommandError} */
export async function checkPort(host: string, port: number): Promise<void> {
	const probe = createServer();
	try {
		probe.listen({ host, port });
		await once(probe, "listening");
	} catch (error) {
		throw new CommandError(sentence(error, host, port));
	} finally {
		if (probe.listening) await new Promise((resolve) => probe.close(resolve));
	}
}

function sentence(error: unknown, host: string, port: number): string {
	if (hasCode(error, "EADDRINUSE")) {
		return `Port ${port} of ${host} is taken by another program: stop that, or choose another with PORT.`;
	}
	if (hasCode(error, "EACCES")) return `This user may not listen on port ${port}: choose one above 1023 with PORT.`;
	return `Port ${port} of ${host} can't be listened on: ${messageOf(error)}.`;
}
