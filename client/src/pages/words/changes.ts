import type { words } from "./changes/en.ts";
import { wordSet } from "./word-set.ts";

export type ChangesWords = ReturnType<typeof words>;

/** What the page of what changed says: the server alone, so no browser loads it. */
export const changesWords = wordSet<ChangesWords>({
	ar: () => import("./changes/ar.ts"),
	en: () => import("./changes/en.ts"),
	uk: () => import("./changes/uk.ts"),
});
