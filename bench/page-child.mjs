/** What a measured server of one page has in common: it is told the page, says where it listens, and tells its CPU time. */
import { serveBench } from "./server-child.mjs";

/** @param {(page: { headers: Record<string, string>, body: Buffer }) => import("node:http").Server} create */
export function servePage(create) {
	process.once("message", ({ page: { headers, body } }) => {
		const server = create({ headers, body: Buffer.from(body, "base64") });
		server.keepAliveTimeout = 75_000;
		server.listen(0, "127.0.0.1", () => serveBench({ port: server.address().port, publish: () => {} }));
	});
}
