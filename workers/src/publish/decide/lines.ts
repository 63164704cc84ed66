import type { KeyDevelopmentRow } from "../decision.ts";

/** These key developments withdrawn, those of them that readers see, with who took them along. */
export function withdrawLines(lines: readonly KeyDevelopmentRow[], by: string): KeyDevelopmentRow[] {
	return lines
		.filter((line) => line.status === "published")
		.map((line) => ({ ...line, status: "withdrawn", revision: line.revision + 1, withdrawn_by: by }));
}

/** Those of these key developments that `by` took along, given back. */
export function restoreLines(lines: readonly KeyDevelopmentRow[], by: string): KeyDevelopmentRow[] {
	return lines
		.filter((line) => line.status === "withdrawn" && line.withdrawn_by === by)
		.map((line) => ({ ...line, status: "published", revision: line.revision + 1, withdrawn_by: null }));
}
