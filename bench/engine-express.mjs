/** Express 5, answering one page from memory as anybody would. */
import { createServer } from "node:http";
import express from "express";
import { servePage } from "./page-child.mjs";

servePage(({ headers, body }) => {
	const app = express();
	app.disable("x-powered-by");
	app.get("/story/:slug", (_request, response) => {
		response.set(headers).send(body);
	});
	return createServer(app);
});
