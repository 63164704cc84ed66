/** Which of the five colours of people a person has: the same in every console. */
export function colourOf(id: string): "p1" | "p2" | "p3" | "p4" | "p5" {
	let sum = 0;
	for (const letter of id) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
	return (["p1", "p2", "p3", "p4", "p5"] as const)[sum % 5] ?? "p1";
}
