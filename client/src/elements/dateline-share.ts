/** Opens the device's own share sheet where there is one; elsewhere its link writes an e-mail. */
export class DatelineShare extends HTMLElement {
	connectedCallback(): void {
		this.addEventListener("click", this.#share);
	}

	disconnectedCallback(): void {
		this.removeEventListener("click", this.#share);
	}

	readonly #share = (event: MouseEvent): void => {
		if (typeof navigator.share !== "function") return;
		event.preventDefault();
		const link = event.target instanceof Element ? event.target.closest<HTMLElement>("a") : null;
		const url = new URL(this.dataset["path"] ?? "", location.href).href;
		const back = (): void => link?.focus({ preventScroll: true });
		navigator.share({ url, title: this.dataset["title"] ?? document.title }).then(back, back);
	};
}
