import { configureLocalization } from "@lit/localize";
import { allLocales, sourceLocale, targetLocales } from "./locales/codes.ts";

/**
 * The languages of the console. A further one is its code in `client/lit-localize.json`, a file made by
 * `npm run messages`, and a line in `modules`.
 */
export type Locale = (typeof allLocales)[number];
/** What somebody chose: a language, or what the browser asks for. */
export type LocaleChoice = Locale | "system";

const kept = "dateline-locale";
const modules: Record<(typeof targetLocales)[number], () => Promise<typeof import("./locales/uk.ts")>> = {
	uk: () => import("./locales/uk.ts"),
};

const { getLocale, setLocale } = configureLocalization({
	sourceLocale,
	targetLocales,
	loadLocale: (code) => modules[code as keyof typeof modules](),
});

/** The languages that can be chosen, the source first. */
export const locales: readonly Locale[] = allLocales;
export const isLocale = (code: string): code is Locale => (allLocales as readonly string[]).includes(code);

/** The language that is shown now. */
export const currentLocale = (): Locale => getLocale() as Locale;

/** What this device was told. */
export function localeChoice(): LocaleChoice {
	const choice = localStorage.getItem(kept) ?? "system";
	return isLocale(choice) ? choice : "system";
}

/** Shows the console in a language, now and the next time. Elements draw themselves again. */
export async function chooseLocale(choice: LocaleChoice): Promise<void> {
	if (choice === "system") localStorage.removeItem(kept);
	else localStorage.setItem(kept, choice);
	await applyLocale();
}

/** Loads and shows the language that was chosen, or the first one of the browser's that there is. */
export async function applyLocale(): Promise<void> {
	const choice = localeChoice();
	const asked = navigator.languages.map((language) => language.split("-")[0] as string);
	const locale = choice === "system" ? (asked.find(isLocale) ?? sourceLocale) : choice;
	// A language that can't be loaded, as when a new build has taken its file away, leaves the one that is shown.
	await setLocale(locale).catch(() => undefined);
	const root = document.documentElement;
	root.lang = currentLocale();
	root.dir = directionOf(currentLocale());
}

const rightToLeft = new Set(["ar", "fa", "he", "ps", "ur", "yi"]);

/** Which way a language is written. */
export const directionOf = (language: string): "ltr" | "rtl" =>
	rightToLeft.has(language.split("-")[0] as string) ? "rtl" : "ltr";

/** What a language calls itself. */
export const nameOfLanguage = (code: string): string =>
	new Intl.DisplayNames([code], { type: "language" }).of(code) ?? code;
