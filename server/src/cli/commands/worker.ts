import { parseSettings } from "@dateline/shared/settings";
import type { Command } from "../command.ts";
import { openProduction } from "../open-production.ts";
import { expectNoArguments } from "../read-arguments.ts";
import { runUntilStopped } from "../run-until-stopped.ts";

export const worker: Command = {
	kind: "process",
	name: "worker",
	usage: "",
	summary: "Run a worker over PostgreSQL and Redis, one of as many as you need.",
	run: async ({ argv, env, print }) => {
		expectNoArguments(argv);
		const settings = parseSettings(env);
		return runUntilStopped(settings, async (running) => {
			const { log, stop } = running;
			const { database, redis } = await openProduction(settings, running);
			const { startWorker } = await import("@dateline/workers");
			const { readTopic } = await import("../../deliver/syndication/feeds/read-topic.ts");
			const started = await startWorker({ settings, database, redis, log, readTopic });
			stop.add("worker", () => started.stop());
			print("Dateline's worker is ready.");
		});
	},
};
