/** As the device, light, dark: the order in which the button goes round. */
const themes = ["system", "light", "dark"] as const;
type Theme = (typeof themes)[number];

/** The theme that this reader chose, from the place where the script in the page's head reads it too. */
function chosen(): Theme {
	try {
		const theme = localStorage.getItem("theme");
		return theme === "light" || theme === "dark" ? theme : "system";
	} catch {
		return "system";
	}
}

/** Goes round light, dark and as the device, and remembers it. */
export class DatelineTheme extends HTMLElement {
	connectedCallback(): void {
		const button = this.querySelector("button");
		if (!button) return;
		button.hidden = false;
		button.addEventListener("click", this.#next);
		this.#show(chosen());
	}

	disconnectedCallback(): void {
		this.querySelector("button")?.removeEventListener("click", this.#next);
	}

	readonly #next = (): void => {
		const theme = themes[(themes.indexOf(chosen()) + 1) % themes.length] ?? "system";
		try {
			if (theme === "system") localStorage.removeItem("theme");
			else localStorage.setItem("theme", theme);
		} catch {
			// Storage is forbidden: the choice lasts as long as the page.
		}
		this.#show(theme);
	};

	#show(theme: Theme): void {
		document.documentElement.dataset["theme"] = theme === "system" ? "" : theme;
		const label = this.dataset[theme] ?? "";
		const button = this.querySelector("button");
		button?.setAttribute("aria-label", label);
		button?.setAttribute("title", label);
	}
}
