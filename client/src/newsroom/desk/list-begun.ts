import type { Keeper } from "./keeper.ts";
import { firstWords } from "./kept-lines.ts";

/** A new story that was typed and never handed in: it is on the desk of whoever typed it, and nowhere else. */
export interface Begun {
	id: string;
	kind: "article" | "live";
	words: string;
	at: Date;
}

const prefix = "new-story:";

/** The stories that were begun and left, newest first. One without a word of text is not worth coming back to. */
export async function listBegun(keeper: Pick<Keeper, "listEverywhere">): Promise<Begun[]> {
	const kept = await keeper.listEverywhere();
	return kept.flatMap(({ subject, content, at }) => {
		const words = firstWords(content);
		if (!subject.startsWith(prefix) || words === "") return [];
		return [{ id: subject.slice(prefix.length), kind: content["kind"] === "live" ? "live" : "article", words, at }];
	});
}
