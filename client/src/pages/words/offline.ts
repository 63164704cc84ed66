import type { words } from "./offline/en.ts";
import { wordSet } from "./word-set.ts";

export type OfflineWords = ReturnType<typeof words>;

/** What is said to those who are offline. */
export const offlineWords = wordSet<OfflineWords>({
	ar: () => import("./offline/ar.ts"),
	en: () => import("./offline/en.ts"),
	uk: () => import("./offline/uk.ts"),
});
