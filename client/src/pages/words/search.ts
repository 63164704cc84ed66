import type { words } from "./search/en.ts";
import { wordSet } from "./word-set.ts";

export type SearchWords = ReturnType<typeof words>;

/** What the page of a search says. */
export const searchWords = wordSet<SearchWords>({
	ar: () => import("./search/ar.ts"),
	en: () => import("./search/en.ts"),
	uk: () => import("./search/uk.ts"),
});
