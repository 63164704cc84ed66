import type { Translation } from "./index.ts";

export const uk: Translation = () => ({
	language: "uk",
});
