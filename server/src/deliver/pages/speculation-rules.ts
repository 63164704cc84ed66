import type { IncomingMessage, ServerResponse } from "node:http";

/** Where browsers are told by a header to look for the rules; a file of its own needs no script in the page. */
export const speculationRulesPath = "/speculation-rules.json";

/** What every page says of them, as headers are given to Node. */
export const speculationHeader = ["Speculation-Rules", `"${speculationRulesPath}"`];

const readersPages = ["/", "/story/*", "/live/*", "/section/*", "/topic/*", "/author/*", "/digest/*"];

/**
 * What a browser may fetch before it is asked for (WICG, "Speculation Rules"): the story that stands next under this one,
 * and a reader's page whose link is pointed at. Pages only, which anybody may read and nothing counts; none is run ahead of
 * time, since a page that runs takes a connection.
 */
const rules = JSON.stringify({
	prefetch: [
		{ source: "document", where: { selector_matches: ".next .headline a" }, eagerness: "eager" },
		{
			source: "document",
			where: {
				and: [{ href_matches: readersPages }, { not: { selector_matches: "[data-action], [href^='#'], [target]" } }],
			},
			eagerness: "moderate",
		},
	],
});

/** Answers with the rules; who saves data gets none. */
export function serveSpeculationRules(
	request: IncomingMessage,
	response: ServerResponse,
	common: readonly string[],
): void {
	const saves = request.headers["save-data"]?.toString().toLowerCase() === "on";
	const body = Buffer.from(saves ? "{}" : rules);
	response.writeHead(200, [
		"Content-Type",
		"application/speculationrules+json",
		"Content-Length",
		String(body.length),
		"Cache-Control",
		"public, max-age=3600",
		"Vary",
		"Save-Data",
		...common,
	]);
	response.end(request.method === "HEAD" ? undefined : body);
}
