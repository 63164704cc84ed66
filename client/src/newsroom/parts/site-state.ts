import type { SiteState } from "@dateline/shared/model";
import type { Desk } from "../desk/desk.ts";

/** The site as readers have it, or null while it is on its way. */
export function siteState(desk: Desk): SiteState | null {
	const state = desk.readers.state("site");
	return state?.kind === "site" ? state : null;
}
