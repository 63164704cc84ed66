import { ensurePushKeys, rotatePushKeys } from "@dateline/workers/follow";
import type { Command } from "../command.ts";
import { expectNoArguments } from "../read-arguments.ts";

/** After the keys for push services were seen by somebody; nothing of them is printed. */
export const pushKeys = {
	kind: "record",
	name: "push-keys new",
	usage: "",
	summary: "Make new keys for push services; devices subscribe anew when they next come to /follow.",
	run: async ({ argv, database, settings }) => {
		expectNoArguments(argv);
		const { publicKey } = await ensurePushKeys(database, settings.secret);
		const gone = await rotatePushKeys(database, settings.secret, publicKey);
		return `New keys for push services are in place; ${gone} devices have to subscribe anew.`;
	},
} as const satisfies Command;
