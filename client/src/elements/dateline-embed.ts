import { wordsFor } from "../pages/words/common.ts";

/**
 * A third party's page that loads on a click and never by itself. Until then, and without JavaScript, its title and a
 * link to it stand in the room that it will take.
 */
export class DatelineEmbed extends HTMLElement {
	connectedCallback(): void {
		if (this.querySelector("button, iframe")) return;
		const words = wordsFor(document.documentElement.dataset["timeLanguage"] ?? "");
		const provider = this.dataset["provider"] ?? "";
		const warning = document.createElement("span");
		warning.textContent = words.embedWarning(provider);
		const row = document.createElement("div");
		row.className = "embed-actions";
		const button = document.createElement("button");
		button.className = "button";
		button.type = "button";
		button.textContent = words.loadEmbed;
		button.addEventListener("click", () => this.#load());
		row.append(button);
		const link = this.querySelector("a");
		if (link) {
			link.textContent = words.openAt(link.hostname);
			row.append(link);
		}
		this.append(warning, row);
	}

	async #load(): Promise<void> {
		const { loadEmbed } = await import("./load-embed.ts");
		loadEmbed(this);
	}
}
