import type { FoundKind, SearchQuery } from "@dateline/shared/protocol";

const longest = { q: 200, slug: 200 };
const lastPage = 50;

/** What is asked for by an address. What means nothing is as if it were not there: nobody is refused for a bad link. */
export function parseSearch(parameters: URLSearchParams): SearchQuery {
	const text = (name: string, most: number) =>
		(parameters.get(name) ?? "")
			.replaceAll("\u0000", " ")
			.replace(/\s+/gu, " ")
			.trim()
			.slice(0, most)
			.replace(/\p{Surrogate}/gu, "");
	const oneOf = <Value extends string>(name: string, values: readonly Value[], otherwise: Value): Value =>
		values.find((value) => value === parameters.get(name)) ?? otherwise;
	const when = oneOf("when", ["", "day", "week", "year", "between"], "");
	const page = Number(parameters.get("page"));
	const day = (name: string) => (when === "between" ? parseDay(parameters.get(name)) : "");
	return {
		q: text("q", longest.q),
		kind: oneOf<FoundKind | "">("kind", ["story", "post", "key_development"], ""),
		section: text("section", longest.slug),
		topic: text("topic", longest.slug),
		author: text("author", longest.slug),
		when,
		from: day("from"),
		to: day("to"),
		sort: oneOf("sort", ["best", "newest", "oldest"], "best"),
		page: Number.isInteger(page) && page >= 1 && page <= lastPage ? page : 1,
		exactly: parameters.get("exactly") === "1",
	};
}

function parseDay(text: string | null): string {
	if (text === null || !/^\d{4}-\d\d-\d\d$/.test(text)) return "";
	const date = new Date(`${text}T00:00:00Z`);
	return Number.isNaN(date.getTime()) || !date.toISOString().startsWith(text) ? "" : text;
}
