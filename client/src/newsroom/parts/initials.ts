/** The first letters of a name, two at most: `RA` for Ruth Adeyemi. */
export const initials = (name: string): string =>
	name
		.split(/\s+/)
		.map((word) => [...word][0] ?? "")
		.slice(0, 2)
		.join("")
		.toUpperCase();
