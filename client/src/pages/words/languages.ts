import type { Translation } from "./index.ts";

/** The languages that pages speak besides English. Each is a file, loaded by the browser only where a page speaks it. */
export const languages: Readonly<Record<string, () => Promise<Translation>>> = {
	ar: () => import("./ar.ts").then(({ ar }) => ar),
	uk: () => import("./uk.ts").then(({ uk }) => uk),
};
