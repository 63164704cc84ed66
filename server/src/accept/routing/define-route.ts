import { ProblemError } from "@dateline/shared/protocol";
import { z } from "zod";
import { issuesOf } from "./issues-of.ts";
import { params, paramsIn } from "./params.ts";
import type { RawInput, Route, RouteSpec } from "./route.ts";

const nothing = z.strictObject({});

/** Makes a route of its description: its handler gets only what its schemas let through. */
export function defineRoute<
	const Path extends string,
	Query extends z.ZodType = typeof nothing,
	Body extends z.ZodType = typeof nothing,
>(spec: RouteSpec<Path, Query, Body>): Route {
	const { query = null, body = null, handle, ...described } = spec;
	return {
		...described,
		params: paramsIn(spec.path),
		query,
		body,
		serve: (parts, raw) =>
			handle(parts, {
				...raw,
				params: parseParams(raw.params) as never,
				query: parseQuery(query ?? nothing, raw.query) as z.output<Query>,
				body: parseInput(spec.multipart ? z.unknown() : (body ?? nothing), raw) as z.output<Body>,
			}),
	};
}

function parseParams(given: RawInput["params"]): Record<string, string> {
	for (const [name, value] of Object.entries(given)) {
		if (value.includes("\u0000") || !params[name as keyof typeof params].safeParse(value).success) {
			throw new ProblemError("not_found", `There is nothing named ${value.slice(0, 100)} here.`);
		}
	}
	return given;
}

function parseQuery(schema: z.ZodType, query: unknown): unknown {
	const parsed = schema.safeParse(query);
	if (parsed.success) return parsed.data;
	throw new ProblemError("bad_request", "A parameter of the query is not right.", { errors: issuesOf(parsed.error) });
}

function parseInput(schema: z.ZodType, { body }: RawInput): unknown {
	const parsed = schema.safeParse(body);
	if (parsed.success) return parsed.data;
	throw new ProblemError("invalid", "The body does not fit; see errors.", { errors: issuesOf(parsed.error) });
}
