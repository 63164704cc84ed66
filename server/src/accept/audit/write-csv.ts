import type { AuditLine } from "@dateline/shared/protocol";

const columns = [
	"sequence",
	"at",
	"actor",
	"actorName",
	"action",
	"outcome",
	"subject",
	"storyId",
	"storyHeadline",
	"address",
	"detail",
] as const satisfies readonly (keyof AuditLine)[];

/**
 * Lines as CSV (RFC 4180, UTF-8 with its mark, so that spreadsheets read names in any script). What a spreadsheet would
 * take for a formula begins with an apostrophe.
 */
export async function* writeCsv(lines: AsyncIterable<AuditLine>): AsyncGenerator<string> {
	yield `\ufeff${columns.join(",")}\r\n`;
	for await (const line of lines) yield `${columns.map((column) => cellOf(line[column])).join(",")}\r\n`;
}

/** Lines as one JSON object each (NDJSON). */
export async function* writeNdjson(lines: AsyncIterable<AuditLine>): AsyncGenerator<string> {
	for await (const line of lines) yield `${JSON.stringify(line)}\n`;
}

function cellOf(value: unknown): string {
	const text = value === null ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);
	const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
	return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
