import { idSchema } from "@dateline/shared/model";
import { msg } from "@lit/localize";

/** The console's screens and what each is about. */
export type Route =
	| { screen: "stories" }
	/** `template`: the one that it begins with. */
	| { screen: "new"; kind: "article" | "live"; id: string; template: string | null }
	| { screen: "story"; id: string; part: "desk" | "text" }
	/** Of a story's own text, or of one of its posts. */
	| { screen: "revisions"; id: string; postId: string | null }
	| { screen: "digest"; date: string | null }
	/** `mediaId`: the one that is chosen. */
	| { screen: "media"; mediaId: string | null }
	| { screen: "waiting"; submissionId: string | null }
	| { screen: "schedule" }
	| { screen: "refused" }
	| { screen: "administration"; part: AdministrationPart }
	/** On a phone: the screens that have no place in the bar. */
	| { screen: "more" }
	| { screen: "unknown" };

export const administrationParts = [
	"site",
	"pages",
	"sections",
	"topics",
	"authors",
	"desks",
	"people",
	"partners",
	"tokens",
	"webhooks",
	"wires",
	"audit",
	"state",
	"account",
] as const;
export type AdministrationPart = (typeof administrationParts)[number];

const isId = (text: string | undefined): text is string => idSchema.safeParse(text).success;

/** What a path under `/newsroom` means. */
export function readRoute(path: string): Route {
	const [, , screen, first, second, third] = path.replace(/\/+$/, "").split("/");
	switch (screen) {
		case undefined:
		case "":
		case "welcome":
			return { screen: "stories" };
		case "new":
			return (first === "article" || first === "live") && isId(second)
				? {
						screen: "new",
						kind: first,
						id: second,
						template: /^[a-z0-9-]{1,40}$/.test(third ?? "") ? (third as string) : null,
					}
				: { screen: "unknown" };
		case "story":
			if (isId(first) && second === "history")
				return third === undefined || isId(third)
					? { screen: "revisions", id: first, postId: third ?? null }
					: { screen: "unknown" };
			return isId(first)
				? { screen: "story", id: first, part: second === "text" ? "text" : "desk" }
				: { screen: "unknown" };
		case "digest":
			return { screen: "digest", date: /^\d{4}-\d\d-\d\d$/.test(first ?? "") ? (first as string) : null };
		case "media":
			return { screen: "media", mediaId: isId(first) ? first : null };
		case "waiting":
			return { screen: "waiting", submissionId: isId(first) ? first : null };
		case "schedule":
		case "scheduled":
			return { screen: "schedule" };
		case "refused":
			return { screen: "refused" };
		case "administration":
			return { screen: "administration", part: administrationParts.find((part) => part === first) ?? "site" };
		case "more":
			return { screen: "more" };
		default:
			return { screen: "unknown" };
	}
}

/** What the window is called on a screen. */
export function titleOf(route: Route): string {
	switch (route.screen) {
		case "stories":
			return msg("Stories");
		case "new":
			return route.kind === "live" ? msg("New live story") : msg("New article");
		case "story":
			return msg("Story");
		case "digest":
			return msg("Digest");
		case "revisions":
			return msg("Revisions");
		case "media":
			return msg("Media");
		case "waiting":
			return msg("Waiting");
		case "schedule":
			return msg("Scheduled");
		case "refused":
			return msg("Refused");
		case "administration":
			return msg("Administration");
		case "more":
			return msg("More");
		case "unknown":
			return msg("Newsroom");
	}
}
