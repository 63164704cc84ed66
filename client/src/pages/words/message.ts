import type { words } from "./message/en.ts";
import { wordSet } from "./word-set.ts";

export type MessageWords = ReturnType<typeof words>;

/** What a page says that has nothing of its own to show. */
export const messageWords = wordSet<MessageWords>({
	ar: () => import("./message/ar.ts"),
	en: () => import("./message/en.ts"),
	uk: () => import("./message/uk.ts"),
});
