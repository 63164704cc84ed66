import type { words } from "./following/en.ts";
import { wordSet } from "./word-set.ts";

export type FollowingWords = ReturnType<typeof words>;

/** What a Follow button says once it is pressed: loaded by the first press. */
export const followingWords = wordSet<FollowingWords>({
	ar: () => import("./following/ar.ts"),
	en: () => import("./following/en.ts"),
	uk: () => import("./following/uk.ts"),
});
