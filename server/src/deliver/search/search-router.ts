import { Router } from "express";
import type { Search } from "./create-search.ts";
import { parseSearch } from "./parse-search.ts";

/**
 * `/search/published?q=…`: what `/search` finds, as JSON, for the page as one types and for whoever builds another one
 * (`/search` alone is the newsroom's, of what only editors see too). Open to every origin, without credentials.
 */
export function searchRouter({ search }: { search: Search }): Router {
	const router = Router();
	router.get("/search/published", async (request, response) => {
		const { searchParams } = new URL(request.originalUrl, "http://any");
		const answer = await search.ask(parseSearch(searchParams));
		response.set("Cache-Control", "no-cache").set("Access-Control-Allow-Origin", "*").json(answer);
	});
	return router;
}
