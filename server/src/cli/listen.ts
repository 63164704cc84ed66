import { once } from "node:events";
import { connect, type Server } from "node:net";

/** Listens on a unix socket; resolves when it does. @throws EADDRINUSE and so on */
export async function listen(server: Server, path: string): Promise<void> {
	server.listen({ path });
	await once(server, "listening");
}

/** Whether somebody listens there. */
export function isAnswered(path: string): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = connect({ path });
		socket.once("connect", () => {
			socket.destroy();
			resolve(true);
		});
		socket.once("error", () => resolve(false));
	});
}
