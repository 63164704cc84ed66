/** Light, dark, or as the machine is set. */
export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

const kept = "dateline-theme";

/** What this device was told. */
export const themeChoice = (): Theme => themes.find((theme) => theme === localStorage.getItem(kept)) ?? "system";

/** Shows the console in a theme, now and the next time. */
export function chooseTheme(theme: Theme): void {
	if (theme === "system") localStorage.removeItem(kept);
	else localStorage.setItem(kept, theme);
	applyTheme();
}

/** The style sheet follows `data-theme` of the page; without it, the machine. */
export function applyTheme(): void {
	const theme = themeChoice();
	if (theme === "system") delete document.documentElement.dataset["theme"];
	else document.documentElement.dataset["theme"] = theme;
}
