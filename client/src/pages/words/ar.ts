import type { Translation } from "./index.ts";

export const ar: Translation = () => ({
	language: "ar",
});
