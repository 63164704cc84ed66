import type { AuditLine, Erasable } from "@dateline/shared/protocol";
import { msg, str } from "@lit/localize";
import type { Times } from "../desk/times.ts";
import { sayRole } from "./people-words.ts";
import { fieldWord } from "./revisions-words.ts";

type Detail = AuditLine["detail"];

/**
 * The small facts of a line, as sentences: what was changed, how, for whom and why. A fact that a later version writes
 * and this one does not know stands as it is, with its name.
 */
export function sayDetail({ detail, outcome }: AuditLine, times: Times): string {
	if (outcome === "refused") return sayRefusal(String(detail["reason"] ?? ""));
	return Object.entries(detail)
		.map(([fact, value]) => {
			if (silent.has(fact)) return "";
			return sayings[fact]?.(value, detail, times) ?? `${fact}: ${sayRaw(value)}`;
		})
		.filter((sentence) => sentence !== "")
		.join(" · ");
}

/** Ids, and what another fact says already. */
const silent = new Set(["submission", "invitation", "dueAt", "from", "silentSince", "id"]);

const names = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

const sayings: Record<string, (value: unknown, detail: Detail, times: Times) => string> = {
	state(value, { dueAt }, times) {
		if (value === "waiting") return msg("waits for an editor");
		if (value === "scheduled") {
			const at = typeof dueAt === "string" ? times.moment(dueAt) : "";
			return msg(str`goes out ${at}`);
		}
		// That it went its way is what the line itself says.
		return "";
	},
	fields(value) {
		const fields = names(value).map(fieldWord).join(", ");
		return msg(str`what changed: ${fields}`);
	},
	reason: (value) => msg(str`why: ${String(value)}`),
	significant: (value) => (value === true ? msg("a significant update") : msg("a minor update")),
	erased(value) {
		switch ((value as Erasable).kind) {
			case "story":
				return msg("the whole story");
			case "post":
				return msg("one post");
			case "key_development":
				return msg("one key development");
			case "correction":
				return msg("one correction");
			case "revision":
				return msg("one revision");
		}
	},
	role(value) {
		const role = sayRole(value as "editor");
		return msg(str`as ${role}`);
	},
	disabled: (value) => (value === true ? msg("switched off") : msg("switched on again")),
	secondFactorRequired: (value) =>
		value === true ? msg("a second factor is asked for") : msg("a second factor is no longer asked for"),
	secondFactorRoles(value) {
		const roles = names(value).map((role) => sayRole(role as "editor"));
		return roles.length === 0
			? msg("a second factor is asked of no role")
			: msg(str`a second factor is asked of: ${roles.join(", ")}`);
	},
	renamed: () => msg("renamed"),
	membersOnly: (value) => (value === true ? msg("for its members only") : msg("open to every editor")),
	fromName: (value) => msg(str`taken from ${String(value)}`),
};

/** Why something was refused: codes of `problem.ts`, of which these are what the log mostly holds. */
function sayRefusal(code: string): string {
	const words: Record<string, () => string> = {
		forbidden: () => msg("they may not do that"),
		not_found: () => msg("there is no such thing"),
		invalid: () => msg("something in it was wrong"),
		revision_mismatch: () => msg("somebody else had changed it meanwhile"),
		conflict: () => msg("it did not fit what is there"),
		slug_taken: () => msg("the address is taken"),
	};
	return words[code]?.() ?? code.replaceAll("_", " ");
}

const sayRaw = (value: unknown): string =>
	Array.isArray(value) ? value.join(", ") : typeof value === "object" ? JSON.stringify(value) : String(value);
