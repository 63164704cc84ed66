import type { Command } from "../command.ts";
import { adminLink } from "./admin-link.ts";
import { migrate } from "./migrate.ts";
import { pushKeys } from "./push-keys.ts";
import { snapshot } from "./snapshot.ts";
import { tokenCreate, tokenList, tokenRevoke } from "./token.ts";

/** The commands that a running instance runs for others. */
export const recordCommands = [
	tokenCreate,
	tokenList,
	tokenRevoke,
	adminLink,
	migrate,
	pushKeys,
	snapshot,
] as const satisfies readonly Command[];
