import { nothing } from "lit";
import { type Context, directionOf } from "../context.ts";

/** The `lang` and `dir` of a text in another language than the page's. */
export function foreign(
	context: Context,
	language: string,
): { lang: string | typeof nothing; dir: string | typeof nothing } {
	return language === context.language
		? { lang: nothing, dir: nothing }
		: { lang: language, dir: directionOf(language) };
}
