import { createToken, listTokens, revokeToken } from "../../accept/tokens.ts";
import type { Command } from "../command.ts";
import { CommandError } from "../command-error.ts";
import { expectNoArguments, readArguments } from "../read-arguments.ts";

/** Prints the token alone, so that a script can take it; it is not shown again. */
export const tokenCreate = {
	kind: "record",
	name: "token create",
	usage: "--name NAME --scopes SCOPE,…",
	summary: "Make an API token with these scopes (admin has all) and print it alone.",
	run: ({ argv, database }) => {
		const { options } = readArguments(argv, ["name", "scopes"]);
		if (!options.name || !options.scopes)
			throw new CommandError("Use: dateline token create --name NAME --scopes admin");
		const scopes = options.scopes.split(",").map((scope) => scope.trim());
		return createToken({ database }, { name: options.name, scopes });
	},
} as const satisfies Command;

export const tokenList = {
	kind: "record",
	name: "token list",
	usage: "",
	summary: "Print all tokens, newest first, without their secrets.",
	run: async ({ argv, database }) => {
		expectNoArguments(argv);
		const tokens = await listTokens({ database });
		const lines = tokens.map(({ id, name, scopes, createdAt, revokedAt }) =>
			[id, createdAt, revokedAt === null ? "valid" : `revoked ${revokedAt}`, scopes.join(","), name].join("  "),
		);
		return lines.join("\n");
	},
} as const satisfies Command;

export const tokenRevoke = {
	kind: "record",
	name: "token revoke",
	usage: "ID",
	summary: "Revoke a token; `token list` has the ids.",
	run: async ({ argv, database }) => {
		const { positionals } = readArguments(argv, [], true);
		const [id] = positionals;
		if (id === undefined || positionals.length > 1) throw new CommandError("Use: dateline token revoke ID");
		const { name } = await revokeToken({ database }, id);
		return `Revoked the token ${name}.`;
	},
} as const satisfies Command;
