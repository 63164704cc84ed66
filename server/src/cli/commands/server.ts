import { parseSettings } from "@dateline/shared/settings";
import { checkPort } from "../check-port.ts";
import type { Command } from "../command.ts";
import { openProduction } from "../open-production.ts";
import { expectNoArguments } from "../read-arguments.ts";
import { runUntilStopped } from "../run-until-stopped.ts";

export const server: Command = {
	kind: "process",
	name: "server",
	usage: "",
	summary: "Run a server over PostgreSQL and Redis, one of as many as you need.",
	run: async ({ argv, env, print }) => {
		expectNoArguments(argv);
		const settings = parseSettings(env);
		return runUntilStopped(settings, async (running) => {
			const { log, stop } = running;
			await checkPort(settings.host, settings.port);
			const { database, redis } = await openProduction(settings, running);
			const { startServer } = await import("../../main.ts");
			const started = await startServer({ settings, database, redis, log });
			stop.add("server", () => started.stop());
			print(`Dateline's server is ready at ${started.url}`);
		});
	},
};
