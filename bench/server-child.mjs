/**
 * What a measured server process has in common: it says where it listens, publishes when told, and tells its CPU time
 * and memory.
 */

/**
 * @param {object} server
 * @param {number} server.port where readers connect
 * @param {object} [server.facts] what readers need to subscribe
 * @param {(message: { seq: number, text: string }) => unknown} server.publish returns once it is published
 */
export function serveBench({ port, facts = {}, publish }) {
	process.on("message", async (message) => {
		if (message.publish) {
			await publish(message.publish);
			process.send({ published: { seq: message.publish.seq, at: performance.timeOrigin + performance.now() } });
		}
		if (message.usage) {
			if (message.usage.collect) for (let count = 0; count < 3; count++) global.gc();
			const { user, system } = process.cpuUsage();
			process.send({ usage: { cpu: user + system, rss: process.memoryUsage.rss() } });
		}
	});
	process.on("disconnect", () => process.exit());
	process.send({ listening: { port, ...facts } });
}
