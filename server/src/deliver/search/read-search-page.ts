import { ProblemError } from "@dateline/shared/protocol";
import type { Route } from "../pages/find-route.ts";
import { type PageSource, type ReadPage, readStates } from "../pages/page-source.ts";

/** The page of a search. One that this process has no room for just now says so, with the words kept. */
export async function readSearchPage(
	source: PageSource,
	{ query }: Extract<Route, { kind: "search" }>,
): Promise<ReadPage> {
	const states = await readStates(source, ["site"]);
	try {
		const answer = await source.search.ask(query);
		return { status: 200, page: { kind: "search", query, answer, way: "rest" }, states };
	} catch (error) {
		if (!(error instanceof ProblemError) || error.code !== "busy") throw error;
		return { status: 503, page: { kind: "search", query, answer: null, way: "failed" }, states };
	}
}
