/** How long "Link copied" stands, in milliseconds. */
const doneFor = 4_000;

/** Copies the address that its link leads to, and says so. What can't be copied is followed, as without JavaScript. */
export class DatelineCopy extends HTMLElement {
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
		if (done) setTimeout(() => this.#say(false), doneFor);
	}
}
