import { idSchema } from "@dateline/shared/model";

/** The console's screens and what each is about. */
export type Route =
	| { screen: "stories" }
	| { screen: "new"; kind: "article" | "live"; id: string }
	| { screen: "story"; id: string; part: "desk" | "text" }
	| { screen: "digest"; date: string | null }
	| { screen: "submissions"; which: "waiting" | "scheduled" | "refused" }
	| { screen: "administration"; part: AdministrationPart }
	| { screen: "unknown" };

export const administrationParts = ["site", "sections", "topics", "authors", "people", "account", "state"] as const;
export type AdministrationPart = (typeof administrationParts)[number];

const isId = (text: string | undefined): text is string => idSchema.safeParse(text).success;

/** What a path under `/newsroom` means. */
export function readRoute(path: string): Route {
	const [, , screen, first, second] = path.replace(/\/+$/, "").split("/");
	switch (screen) {
		case undefined:
		case "":
		case "welcome":
			return { screen: "stories" };
		case "new":
			return (first === "article" || first === "live") && isId(second)
				? { screen: "new", kind: first, id: second }
				: { screen: "unknown" };
		case "story":
			return isId(first)
				? { screen: "story", id: first, part: second === "text" ? "text" : "desk" }
				: { screen: "unknown" };
		case "digest":
			return { screen: "digest", date: /^\d{4}-\d\d-\d\d$/.test(first ?? "") ? (first as string) : null };
		case "waiting":
		case "scheduled":
		case "refused":
			return { screen: "submissions", which: screen };
		case "administration":
			return { screen: "administration", part: administrationParts.find((part) => part === first) ?? "site" };
		default:
			return { screen: "unknown" };
	}
}

/** What the window is called on a screen. */
export function titleOf(route: Route): string {
	switch (route.screen) {
		case "stories":
			return "Stories";
		case "new":
			return route.kind === "live" ? "New live story" : "New article";
		case "story":
			return "Story";
		case "digest":
			return "Digest";
		case "submissions":
			return { waiting: "Contributions", scheduled: "Scheduled", refused: "Refused" }[route.which];
		case "administration":
			return "Administration";
		case "unknown":
			return "Newsroom";
	}
}
