import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { type AppParts, createApp } from "./app.ts";

/** A server that listens. */
export interface RunningServer {
	/** Where readers find it: the public address, or where it listens when the system chose the port. */
	url: string;
	stop(): Promise<void>;
}

/** Connections that may wait to be taken: as many as come back at once after a restart. */
const backlog = 4_096;

/**
 * Starts a server: builds it, and listens once its model is loaded, so that who gets through is answered.
 *
 * @throws when the address can't be listened on; everything that was begun is stopped then
 */
export async function startServer(parts: AppParts): Promise<RunningServer> {
	const { host, port, publicUrl } = parts.settings;
	const app = await createApp(parts);
	try {
		app.server.listen({ host, port, backlog });
		await once(app.server, "listening");
	} catch (error) {
		await app.stop();
		throw error;
	}
	const { port: chosen } = app.server.address() as AddressInfo;
	return { url: port === 0 ? `http://${host}:${chosen}` : publicUrl, stop: app.stop };
}
