/** Whether an `If-None-Match` holds the tag. Compared weakly, as the header is. */
export function matchesTag(header: string | undefined, tag: string): boolean {
	if (header === undefined) return false;
	if (header === tag || header === "*") return true;
	return header.split(",").some((one) => one.trim().replace(/^W\//, "") === tag);
}
