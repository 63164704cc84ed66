import { createAdminLink } from "../../accept/accounts/create-admin-link.ts";
import type { Command } from "../command.ts";
import { expectNoArguments } from "../read-arguments.ts";

export const adminLink = {
	kind: "record",
	name: "admin link",
	usage: "",
	summary: "Print a link that makes one administrator, once.",
	run: ({ argv, database, settings }) => {
		expectNoArguments(argv);
		return createAdminLink({ database, publicUrl: settings.publicUrl });
	},
} as const satisfies Command;
