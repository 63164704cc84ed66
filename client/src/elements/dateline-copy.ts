/** How long "Link copied" stands, in milliseconds. */
const doneFor = 4_000;

/** Copies the address that its link leads to, and says so. What can't be copied is followed, as without JavaScript. */
export class DatelineCopy extends HTMLElement {
	/** Says it to those who hear the page; made when it is first needed. */
	#status: HTMLElement | undefined;

	connectedCallback(): void {
		this.addEventListener("click", this.#copy);
	}

	disconnectedCallback(): void {
		this.removeEventListener("click", this.#copy);
	}

	readonly #copy = (event: MouseEvent): void => {
		if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || !navigator.clipboard) return;
		event.preventDefault();
		const address = new URL(this.dataset["path"] ?? "", location.href).href;
		navigator.clipboard.writeText(address).then(
			() => this.#say(true),
			() => location.assign(address),
		);
	};

	#say(done: boolean): void {
		this.querySelector(".action")?.toggleAttribute("data-done", done);
		this.querySelector(".action-rest")?.toggleAttribute("hidden", done);
		this.querySelector(".action-done")?.toggleAttribute("hidden", !done);
		this.#status ??= this.appendChild(
			Object.assign(document.createElement("span"), { role: "status", className: "visually-hidden" }),
		);
		const text = done ? this.querySelector(".action-done")?.textContent : "";
		// A region has to be there before it says something.
		setTimeout(() => this.#status?.replaceChildren(text ?? ""), 100);
		if (done) setTimeout(() => this.#say(false), doneFor);
	}
}
