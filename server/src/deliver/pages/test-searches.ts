import type { SearchPage } from "@dateline/client/pages";
import type { Card } from "@dateline/shared/model";
import type { SearchAnswer, SearchQuery } from "@dateline/shared/protocol";

const anything: SearchQuery = {
	...{ q: "tannery lane", kind: "", section: "", topic: "", author: "", when: "", from: "", to: "", sort: "best" },
	...{ page: 1, exactly: false },
};
const choices: SearchAnswer["choices"] = {
	sections: [{ slug: "environment", name: "Environment" }],
	topics: [],
	authors: [{ slug: "okoro", name: "Daniel Okoro" }],
};
const nothing: SearchAnswer = {
	...{ query: anything, total: 0, more: false, results: [], next: false, spelling: null, without: null, narrower: [] },
	...{ choices, counts: { story: 0, post: 0, key_development: 0 } },
};

/** Pages of searches that find a post and a line of the first story, and the second one, for tests of what is drawn. */
export function testSearches(live: Card, article: Card): Record<string, SearchPage> {
	const at = "2026-05-02T10:00:00.000Z";
	const common = { at, key: true, breaking: false, story: { ...live, lead: null } };
	const found: SearchAnswer = {
		...nothing,
		...{ total: 3, counts: { story: 1, post: 1, key_development: 1 }, next: true },
		results: [
			{
				...{ ...common, kind: "post", id: "p1", path: `/live/${live.slug}/post/p1` },
				...{ headline: ["Pumps fail on ", "Tannery Lane"], text: ["Neighbours on <b>", "Tannery", "</b> Lane …"] },
			},
			{
				...common,
				kind: "post",
				id: "p2",
				path: `/live/${live.slug}/post/p2`,
				headline: [""],
				text: ["No headline, ", "lane"],
			},
			{
				...{ ...common, kind: "story", id: article.id, path: `/story/${article.slug}`, story: article },
				...{ headline: [article.headline], text: [""] },
			},
			{
				...common,
				kind: "key_development",
				id: "k1",
				path: `/live/${live.slug}`,
				headline: ["", "Lane", " closed"],
				text: [""],
			},
		],
		spelling: { kind: "instead", words: "tannery lane" },
		narrower: [{ kind: "topic", slug: "flood", name: "Sorn flood" }],
	};
	const page = (answer: SearchAnswer | null, more: Partial<SearchPage> = {}): SearchPage => ({
		...{ kind: "search", query: answer?.query ?? anything, answer, way: "rest" },
		...more,
	});
	const between = { ...anything, when: "between", from: "2026-05-01", section: "environment", page: 2 } as const;
	return {
		search: page(found),
		"search-changed": page(found, { news: { more: 2, gone: ["p1"] } }),
		"search-asking": page({ ...found, query: between }, { way: "asking" }),
		"search-empty": page({ ...nothing, query: { ...anything, q: "" } }),
		"search-none": page({ ...nothing, query: between, without: { filter: "section", total: 3, more: false } }),
		"search-failed": page(null, { way: "failed" }),
	};
}
