/** How a page goes over the wire, in the order in which we like them. */
export const encodings = ["br", "gzip", "identity"] as const;
export type Encoding = (typeof encodings)[number];

const known = new Map<string, Encoding>();
const mostKnown = 500;

/** The best encoding that an `Accept-Encoding` header takes. There are few such headers, so answers are kept. */
export function chooseEncoding(header: string | undefined): Encoding {
	if (header === undefined || header === "") return "identity";
	const before = known.get(header);
	if (before) return before;
	const chosen = choose(header);
	if (known.size < mostKnown) known.set(header, chosen);
	return chosen;
}

function choose(header: string): Encoding {
	const weights = new Map<string, number>();
	for (const part of header.toLowerCase().split(",")) {
		const [name = "", ...parameters] = part.trim().split(";");
		const quality = parameters.map((text) => /^\s*q=([\d.]+)\s*$/.exec(text)?.[1]).find((text) => text !== undefined);
		weights.set(name.trim(), quality === undefined ? 1 : Number(quality));
	}
	const weightOf = (name: string) => weights.get(name) ?? weights.get("*") ?? 0;
	return (["br", "gzip"] as const).find((name) => weightOf(name) > 0) ?? "identity";
}
