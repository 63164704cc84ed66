import { msg } from "@lit/localize";
import { type AdministrationPart, administrationParts } from "../route.ts";

/** What the parts of administration are called. */
export const sayPart = (part: AdministrationPart): string =>
	({
		site: msg("Site"),
		pages: msg("Pages"),
		sections: msg("Sections"),
		topics: msg("Topics"),
		authors: msg("Authors"),
		desks: msg("Desks"),
		people: msg("People"),
		partners: msg("Partners"),
		tokens: msg("Tokens"),
		webhooks: msg("Webhooks"),
		wires: msg("Wires"),
		audit: msg("Audit log"),
		account: msg("Your account"),
		state: msg("State"),
	})[part];

const forAdministrators = new Set<AdministrationPart>([
	"site",
	"pages",
	"people",
	"partners",
	"tokens",
	"webhooks",
	"wires",
	"audit",
]);

/** The parts that somebody with this role may use. */
export const partsFor = (role: string): AdministrationPart[] =>
	administrationParts.filter((part) => role === "administrator" || !forAdministrators.has(part));
