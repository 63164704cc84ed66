import type { words } from "./frame/en.ts";
import { wordSet } from "./word-set.ts";

export type FrameWords = ReturnType<typeof words>;

/** What stands above and below a page, and the names of the site's own pages: said by the server. */
export const frameWords = wordSet<FrameWords>({
	ar: () => import("./frame/ar.ts"),
	en: () => import("./frame/en.ts"),
	uk: () => import("./frame/uk.ts"),
});
