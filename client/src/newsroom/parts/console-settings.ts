import { msg } from "@lit/localize";
import { html } from "lit";
import { chooseLocale, type LocaleChoice, localeChoice, locales, nameOfLanguage } from "../locale.ts";
import { chooseTheme, type Theme, themeChoice } from "../theme.ts";
import { choice } from "./admin-form.ts";
import { DeskElement } from "./desk-element.ts";

/** The language and the paper of the console, on this device. */
export class ConsoleSettings extends DeskElement {
	protected override render() {
		const languages: { value: LocaleChoice; label: string }[] = [
			{ value: "system", label: msg("As the browser asks") },
			...locales.map((value) => ({ value, label: nameOfLanguage(value) })),
		];
		const themes: { value: Theme; label: string }[] = [
			{ value: "system", label: msg("As the machine is set") },
			{ value: "light", label: msg("Light") },
			{ value: "dark", label: msg("Dark") },
		];
		return html`<section class="narrow" aria-labelledby="c-settings"><h3 id="c-settings">${msg("This console, on this device")}</h3>
			${choice("locale", msg("Language"), languages, localeChoice(), (value) => void chooseLocale(value))}
			${choice("theme", msg("Colours"), themes, themeChoice(), (value) => {
				chooseTheme(value);
				this.requestUpdate();
			})}</section>`;
	}
}

customElements.define("console-settings", ConsoleSettings);
