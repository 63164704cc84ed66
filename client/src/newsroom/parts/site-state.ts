import type { SiteState } from "@dateline/shared/model";
import type { Desk } from "../desk/desk.ts";

/** The site as readers have it, or null while it is on its way. */
export function siteState(desk: Desk): SiteState | null {
	const state = desk.readers.state("site");
	return state?.kind === "site" ? state : null;
}

type LiveLine = SiteState["site"]["liveNow"][number];

/** What is live now, and what is announced and has not begun: readers see both on one list, a desk keeps them apart. */
export function coverageOf(desk: Desk): { live: readonly LiveLine[]; upcoming: readonly LiveLine[] } {
	const all = siteState(desk)?.site.liveNow ?? [];
	return { live: all.filter(({ state }) => state === "live"), upcoming: all.filter(({ state }) => state !== "live") };
}
