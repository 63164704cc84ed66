import fc, { type Arbitrary } from "fast-check";
import { z } from "zod";
import type { Route } from "../routing/route.ts";

type JsonSchema = Record<string, unknown>;

/** A request that a schema's reader could have written, or somebody who never saw it. */
export interface ArbitraryRequest {
	path: string;
	body: unknown;
	headers: Record<string, string>;
}

/** Strings that break things elsewhere. */
const nasty = [
	"",
	" ",
	"\u0000",
	"\ud800",
	"\u202e\u2028",
	"'; drop table stories; --",
	"%",
	"\\",
	"<script>alert(1)</script>",
	"__proto__",
	"constructor",
	"null",
	"-1",
	"1e400",
	"9".repeat(400),
	"é".repeat(5_000),
	"🏳️‍🌈".repeat(50),
	"2026-02-31",
	"0000-01-01T00:00:00Z",
	"2026-05-02T14:16:00.123456+14:00",
	"9999-12-31T23:59:59Z",
	"Europe/Kyiv",
	"en",
	"world",
];

/** Requests to a route: its parameters, query, headers and body, each right, nearly right or wrong. `known` exist. */
export function arbitraryRequest(route: Route, known: readonly string[]): Arbitrary<ArbitraryRequest> {
	const text = fc.oneof(
		{ weight: 4, arbitrary: fc.constantFrom(...known) },
		{ weight: 2, arbitrary: fc.constantFrom(...nasty) },
		{ weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) },
	);
	const make = arbitraries(text);
	const query = route.query ? make(route.query) : fc.constant({});
	const body = route.body && !route.multipart ? make(route.body) : fc.constant(undefined);
	const params = fc.tuple(...route.params.map(() => text));
	const tag = fc.oneof(
		fc.constantFrom('"1"', '"2"', '"d1"', "*", 'W/"1"', '""', "x"),
		fc.stringMatching(/^[ -~]{0,20}$/),
	);
	const headers = fc.record(
		{ "if-match": tag, "idempotency-key": fc.stringMatching(/^[ -~]{0,30}$/) },
		{ requiredKeys: [] },
	) as Arbitrary<Record<string, string>>;
	return fc.tuple(params, query, body, headers).map(([values, queryValues, bodyValue, given]) => {
		let index = 0;
		const path = route.path.replace(/:\w+/g, () => encode(values[index++] ?? ""));
		const pairs = Object.entries((queryValues ?? {}) as object).map(
			([name, value]) => `${encode(name)}=${encode(String(value))}`,
		);
		return { path: `/api/v1${path}${pairs.length > 0 ? `?${pairs.join("&")}` : ""}`, body: bodyValue, headers: given };
	});
}

/**
 * An address can't hold half of a surrogate pair, an empty segment would be another address, and one of over 16 KB is
 * refused by Node itself.
 */
const encode = (text: string): string => encodeURIComponent(text.slice(0, 200).replace(/\p{Surrogate}/gu, "?")) || "-";

/** Values for a schema: mostly of its shape, sometimes not, with `text` wherever a string stands. */
function arbitraries(text: Arbitrary<string>) {
	const garbage: Arbitrary<unknown> = fc.oneof(text, fc.jsonValue({ maxDepth: 2 }), fc.double(), fc.maxSafeInteger());

	function of(schema: JsonSchema, definitions: Record<string, JsonSchema>, depth: number): Arbitrary<unknown> {
		if (depth > 6) return garbage;
		return fc.oneof({ weight: 9, arbitrary: shaped(schema, definitions, depth) }, { weight: 1, arbitrary: garbage });
	}

	function shaped(schema: JsonSchema, definitions: Record<string, JsonSchema>, depth: number): Arbitrary<unknown> {
		const inner = (next: unknown) => of(next as JsonSchema, definitions, depth + 1);
		if (typeof schema["$ref"] === "string") {
			return inner(definitions[schema["$ref"].replace("#/$defs/", "")] ?? {});
		}
		const choices = (schema["anyOf"] ?? schema["oneOf"]) as unknown[] | undefined;
		if (choices) return fc.oneof(...choices.map(inner));
		if ("const" in schema) return fc.constant(schema["const"]);
		if (Array.isArray(schema["enum"])) return fc.constantFrom(...schema["enum"]);
		switch (schema["type"]) {
			case "string":
				return text;
			case "boolean":
				return fc.boolean();
			case "integer":
			case "number":
				return fc.oneof(fc.integer({ min: 0, max: 3 }), fc.maxSafeInteger());
			case "null":
				return fc.constant(null);
			case "array":
				return fc.array(inner(schema["items"] ?? {}), { maxLength: 3 });
			case "object": {
				const properties = Object.entries((schema["properties"] ?? {}) as Record<string, unknown>);
				const members = Object.fromEntries(properties.map(([name, one]) => [name, inner(one)]));
				const required = (schema["required"] ?? []) as string[];
				return fc.record(members, { requiredKeys: required.filter((name) => name in members) });
			}
			default:
				return garbage;
		}
	}

	return (schema: z.ZodType): Arbitrary<unknown> => {
		const { $defs = {}, ...root } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as JsonSchema;
		return of(root, $defs as Record<string, JsonSchema>, 0);
	};
}
