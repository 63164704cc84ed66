import { z } from "zod";

export type JsonSchema = Record<string, unknown>;
type Direction = "input" | "output";

/** Collects the named schemas of a description under `components/schemas`. */
export interface Components {
	/** The schema, or a reference to it when it has a name. `inline` gives its own words in any case. */
	add(schema: z.ZodType, direction: Direction, options?: { inline?: boolean }): JsonSchema;
	schemas(): Record<string, JsonSchema>;
}

/**
 * Of what comes in and what goes out zod makes different schemas (defaults, transforms), so one name may stand for two;
 * the second gets `Input` or `Output` behind it.
 */
export function createComponents(): Components {
	const collected = new Map<string, JsonSchema>();
	/** The public name of each definition, by its name and all that it leads to. */
	const names = new Map<string, string>();

	function nameFor(name: string, direction: Direction, definitions: Record<string, JsonSchema>): string {
		const key = `${name} ${fingerprint(name, definitions)}`;
		const known = names.get(key);
		if (known !== undefined) return known;
		// zod numbers the schemas that refer to themselves and have no name of their own.
		const plain = name.replace(/^__schema(\d+)$/, "Part$1");
		const candidates = [plain, `${plain}${direction === "input" ? "Input" : "Output"}`, `${plain}2`, `${plain}3`];
		const taken = new Set(names.values());
		const free = candidates.find((candidate) => !taken.has(candidate));
		if (free === undefined) throw new Error(`too many different schemas are named ${name}`);
		names.set(key, free);
		return free;
	}

	return {
		add(schema, direction, { inline = false } = {}) {
			const { $schema: _, $defs = {}, ...root } = z.toJSONSchema(schema, { io: direction, unrepresentable: "any" });
			const definitions: Record<string, JsonSchema> = { ...($defs as Record<string, JsonSchema>) };
			const id = z.globalRegistry.get(schema)?.id;
			// A schema that refers to itself comes among its own definitions.
			if (id !== undefined) definitions[id] ??= root;
			const publicNames = new Map(
				Object.keys(definitions).map((name) => [name, nameFor(name, direction, definitions)] as const),
			);
			for (const [name, { id: _id, ...definition }] of Object.entries(definitions)) {
				collected.set(publicNames.get(name) ?? name, renameReferences(definition, publicNames));
			}
			const { id: _id, ...plain } = root as JsonSchema;
			if (id === undefined || inline) return renameReferences(plain, publicNames);
			return { $ref: `#/components/schemas/${publicNames.get(id)}` };
		},
		schemas: () => Object.fromEntries([...collected].sort(([left], [right]) => left.localeCompare(right))),
	};
}

const reference = /"\$ref":"#\/\$defs\/([^"]+)"/g;

/** A definition together with all that it leads to, as text. */
function fingerprint(name: string, definitions: Record<string, JsonSchema>): string {
	const reached = new Map<string, string>();
	const open = [name];
	for (let next = open.pop(); next !== undefined; next = open.pop()) {
		if (reached.has(next)) continue;
		const { id: _id, ...definition } = definitions[next] ?? {};
		const text = JSON.stringify(definition);
		reached.set(next, text);
		for (const [, inner] of text.matchAll(reference)) if (inner !== undefined) open.push(inner);
	}
	return JSON.stringify([...reached].sort(([left], [right]) => left.localeCompare(right)));
}

function renameReferences(schema: JsonSchema, names: ReadonlyMap<string, string>): JsonSchema {
	const text = JSON.stringify(schema).replace(
		reference,
		(_whole, name: string) => `"$ref":"#/components/schemas/${names.get(name) ?? name}"`,
	);
	return JSON.parse(text) as JsonSchema;
}
