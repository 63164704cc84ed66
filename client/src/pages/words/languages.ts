import type { Translation } from "./index.ts";

/** The languages that pages speak. Each is a file, loaded by the browser only where a page speaks it. */
export const languages: Readonly<Record<string, () => Promise<Translation>>> = {
	ar: () => import("./ar.ts").then(({ ar }) => ar),
	en: () => import("./en.ts").then(({ en }) => en),
	uk: () => import("./uk.ts").then(({ uk }) => uk),
};
