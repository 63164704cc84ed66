import { type ProblemCode, problemSchema, problems } from "@dateline/shared/protocol";
import type { z } from "zod";
import { abilities } from "../policies/index.ts";
import { params } from "../routing/params.ts";
import type { Route } from "../routing/route.ts";
import { createComponents, type JsonSchema } from "./components.ts";

/** The problems that any route may end in. */
const everywhere: readonly ProblemCode[] = ["bad_request", "unauthenticated", "forbidden", "rate_limited", "internal"];
const ofWrites: readonly ProblemCode[] = ["unsupported_media_type", "payload_too_large", "invalid"];

/** The OpenAPI 3.1 description of the routes, made from the schemas that parse their requests. */
export function describeApi(routes: readonly Route[], { version, url }: { version: string; url: string }): object {
	const components = createComponents();
	const problem = components.add(problemSchema, "output");
	const paths: Record<string, Record<string, object>> = {};
	for (const route of routes) {
		const path = route.path.replace(/:(\w+)/g, "{$1}");
		paths[path] = { ...paths[path], [route.method]: describeRoute(route, components.add, problem) };
	}
	return {
		openapi: "3.1.0",
		info: {
			title: "Dateline",
			version,
			description: "What editors, wires and programs hand in. How to use it: docs/api.md.",
			license: { name: "Apache-2.0", identifier: "Apache-2.0" },
		},
		servers: [{ url: `${url}/api/v1` }],
		security: [{ token: [] }, { session: [] }],
		tags: [...new Set(routes.map((route) => route.tag))].map((name) => ({ name })),
		paths,
		components: {
			schemas: components.schemas(),
			securitySchemes: {
				token: { type: "http", scheme: "bearer", description: "A token of `dateline token create`." },
				session: { type: "apiKey", in: "cookie", name: "dateline.session_token", description: "The newsroom's own." },
			},
		},
	};
}

type Add = ReturnType<typeof createComponents>["add"];

function describeRoute(route: Route, add: Add, problem: JsonSchema): object {
	const success = Object.entries(route.answers).map(([status, answer]) => [
		status,
		{
			description: answer.description,
			...(answer.schema && { content: { "application/json": { schema: add(answer.schema, "output") } } }),
		},
	]);
	return {
		operationId: operationId(route),
		summary: route.summary,
		description: [
			route.description,
			`Needs the scope ${abilities[route.ability].join(" or ")}, or one that includes it.`,
		]
			.filter(Boolean)
			.join(" "),
		tags: [route.tag],
		parameters: parametersOf(route, add),
		...(route.body && { requestBody: bodyOf(route, add) }),
		responses: { ...Object.fromEntries(success), ...problemsOf(route, problem) },
	};
}

function parametersOf(route: Route, add: Add): object[] {
	const inPath = route.params.map((name) => ({ name, in: "path", required: true, schema: add(params[name], "input") }));
	const query = route.query ? (add(route.query, "input", { inline: true }) as Partial<QuerySchema>) : {};
	const inQuery = Object.entries(query.properties ?? {}).map(([name, schema]) => ({
		name,
		in: "query",
		required: query.required?.includes(name) ?? false,
		schema,
	}));
	const header = (name: string, description: string) => ({
		name,
		in: "header",
		description,
		schema: { type: "string" },
	});
	const headers = [
		...(route.ifMatch ? [header("If-Match", "The ETag of what you have seen; another one now is a 412.")] : []),
		...(route.method === "get" || route.keyless
			? []
			: [header("Idempotency-Key", "Makes a retry harmless: unique for each change, kept 7 days.")]),
	];
	return [...inPath, ...inQuery, ...headers];
}

interface QuerySchema {
	properties: Record<string, JsonSchema>;
	required?: string[];
}

function bodyOf(route: Route, add: Add): object {
	const schema = add(route.body as z.ZodType, "input");
	if (!route.multipart) {
		const example = route.example === undefined ? {} : { example: route.example };
		return { content: { "application/json": { schema, ...example } }, required: true };
	}
	const file = { type: "object", properties: { file: { type: "string", format: "binary" } }, required: ["file"] };
	return { content: { "multipart/form-data": { schema: { allOf: [file, schema] } } }, required: true };
}

/** Problems of one status share an entry. */
function problemsOf(route: Route, schema: JsonSchema): Record<string, object> {
	const codes = new Set<ProblemCode>([...everywhere, ...(route.problems ?? [])]);
	if (route.params.length > 0) codes.add("not_found");
	if (route.method !== "get") for (const code of ofWrites) codes.add(code);
	if (route.method !== "get" && !route.keyless) codes.add("idempotency_mismatch");
	const byStatus = new Map<number, ProblemCode[]>();
	for (const code of codes) byStatus.set(problems[code].status, [...(byStatus.get(problems[code].status) ?? []), code]);
	const entries = [...byStatus].map(([status, list]) => [
		String(status),
		{
			description: list.map((code) => `\`${code}\`: ${problems[code].title}.`).join(" "),
			content: { "application/problem+json": { schema } },
			...(status === 429 && {
				headers: { "Retry-After": { description: "Seconds.", schema: { type: "integer" } } },
			}),
		},
	]);
	return Object.fromEntries(entries);
}

/** `POST /stories/:storyId/posts` → `post_stories_posts`; unique, and stable as long as the path is. */
const operationId = ({ method, path }: Route): string =>
	[
		method,
		...path
			.split("/")
			.filter(Boolean)
			.map((part) => (part.startsWith(":") ? "by" : part)),
	]
		.join("_")
		.replace(/-/g, "_");
