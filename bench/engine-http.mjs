/** A bare Node `http` server that answers one page from memory. */
import { createServer } from "node:http";
import { servePage } from "./page-child.mjs";

servePage(({ headers, body }) => {
	const flat = Object.entries(headers).flat();
	return createServer((_request, response) => {
		response.writeHead(200, flat);
		response.end(body);
	});
});
