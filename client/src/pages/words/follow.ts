import type { words } from "./follow/en.ts";
import { wordSet } from "./word-set.ts";

export type FollowWords = ReturnType<typeof words>;

/** What the page of what a reader follows says, beside what its buttons do. */
export const followWords = wordSet<FollowWords>({
	ar: () => import("./follow/ar.ts"),
	en: () => import("./follow/en.ts"),
	uk: () => import("./follow/uk.ts"),
});
