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

/** Ids and names of what there is, by the parameter that takes them, so that requests get past the first look. */
export type Known = Readonly<Record<string, readonly string[]>>;

/** Requests to a route: its parameters, query, headers and body, each right, nearly right or wrong. */
export function arbitraryRequest(route: Route, known: Known): Arbitrary<ArbitraryRequest> {
	const anything = fc.oneof(
		fc.constantFrom(...Object.values(known).flat()),
		fc.constantFrom(...nasty),
		fc.string({ unit: "binary", maxLength: 40 }),
	);
	const make = arbitraries(anything, Object.values(known).flat());
	const query = route.query ? make(route.query) : fc.constant({});
	const body = route.body && !route.multipart ? make(route.body) : fc.constant(undefined);
	const params = fc.tuple(...route.params.map((name) => mostly(fc.constantFrom(...(known[name] ?? [""])), anything)));
	return fc.tuple(params, query, body, arbitraryHeaders).map(([values, queryValues, bodyValue, headers]) => {
		let index = 0;
		const path = route.path.replace(/:\w+/g, () => encode(values[index++] ?? ""));
		const pairs = Object.entries((queryValues ?? {}) as object)
			.slice(0, 20)
			.map(([name, value]) => {
				return `${encode(name)}=${encode(typeof value === "string" ? value : (JSON.stringify(value) ?? ""))}`;
			});
		return { path: `/api/v1${path}${pairs.length > 0 ? `?${pairs.join("&")}` : ""}`, body: bodyValue, headers };
	});
}

const mostly = <Value>(usual: Arbitrary<Value>, other: Arbitrary<Value>): Arbitrary<Value> =>
	fc.oneof({ weight: 9, arbitrary: usual }, { weight: 1, arbitrary: other });

const tag = fc.oneof(
	fc.constantFrom('"1"', '"2"', '"d1"', "*", 'W/"1"', '""', "x"),
	fc.stringMatching(/^[!-~]{1,20}$/),
);
const arbitraryHeaders: Arbitrary<Record<string, string>> = mostly(
	fc.constant({}),
	fc.record({ "if-match": tag, "idempotency-key": fc.stringMatching(/^[ -~]{0,30}$/) }, { requiredKeys: [] }),
) as Arbitrary<Record<string, string>>;

/**
 * An address can't hold half of a surrogate pair, an empty segment would be another address, and one of over 16 KB is
 * refused by Node itself.
 */
const encode = (text: string): string => encodeURIComponent(text.slice(0, 200).replace(/\p{Surrogate}/gu, "?")) || "-";

/** Values for a schema: mostly of its shape, sometimes not; `known` wherever an id may stand. */
function arbitraries(anything: Arbitrary<string>, known: readonly string[]) {
	const garbage: Arbitrary<unknown> = fc.oneof(
		anything,
		fc.jsonValue({ maxDepth: 2 }),
		fc.double(),
		fc.maxSafeInteger(),
	);
	const ids = fc.constantFrom(...known.filter((text) => /^[0-9a-z]{14}$/.test(text)));
	const instants = fc.date({ min: new Date("1890-01-01"), max: new Date("2210-01-01"), noInvalidDate: true });
	const words = fc.oneof(
		fc.stringMatching(/^[a-z]{1,8}( [a-z]{1,8}){0,3}$/),
		fc.constantFrom(...known, "en", "Europe/Kyiv"),
	);

	function text(schema: JsonSchema): Arbitrary<string> {
		const pattern = String(schema["pattern"] ?? "");
		if (schema["format"] === "date-time") return instants.map((date) => date.toISOString());
		if (pattern.includes("{14}")) return ids;
		if (pattern.includes("Ll}")) return fc.stringMatching(/^[a-z]{3,9}(-[a-z]{1,4})?$/);
		return words;
	}

	function of(schema: JsonSchema, definitions: Record<string, JsonSchema>, depth: number): Arbitrary<unknown> {
		if (depth > 8) return garbage;
		const right = shaped(schema, definitions, depth);
		return fc.oneof({ weight: 24, arbitrary: right }, { weight: 1, arbitrary: garbage });
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
				return mostly(text(schema), anything);
			case "boolean":
				return fc.boolean();
			case "integer":
			case "number":
				return mostly(fc.integer({ min: 0, max: 3 }), fc.maxSafeInteger());
			case "null":
				return fc.constant(null);
			case "array":
				return fc.array(inner(schema["items"] ?? {}), { maxLength: 3 });
			case "object":
				return members(schema, inner);
			default:
				return garbage;
		}
	}

	function members(schema: JsonSchema, inner: (schema: unknown) => Arbitrary<unknown>): Arbitrary<unknown> {
		const properties = Object.entries((schema["properties"] ?? {}) as Record<string, unknown>);
		if (properties.length === 0) return fc.dictionary(anything, garbage, { maxKeys: 3 });
		const required = (schema["required"] ?? []) as string[];
		const optional = properties.filter(([name]) => !required.includes(name)).map(([name]) => name);
		// Few members at a time: with all of them, something would nearly always be wrong.
		return fc.shuffledSubarray(optional, { maxLength: Math.min(3, optional.length) }).chain((chosen) => {
			const names = [...required, ...chosen];
			return fc.record(
				Object.fromEntries(
					properties.filter(([name]) => names.includes(name)).map(([name, one]) => [name, inner(one)]),
				),
			);
		});
	}

	return (schema: z.ZodType): Arbitrary<unknown> => {
		const { $defs = {}, ...root } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as JsonSchema;
		return of(root, $defs as Record<string, JsonSchema>, 0);
	};
}
