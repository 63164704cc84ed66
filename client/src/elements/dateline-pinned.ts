/** A pinned post that is taller than its window: the button opens it, and on closing its top stays in sight. */
export class DatelinePinned extends HTMLElement {
	connectedCallback(): void {
		this.addEventListener("click", this.#toggle);
	}

	disconnectedCallback(): void {
		this.removeEventListener("click", this.#toggle);
	}

	readonly #toggle = (event: MouseEvent): void => {
		const button = event.target instanceof Element ? event.target.closest(".pinned-toggle") : null;
		if (!button) return;
		const open = !this.hasAttribute("data-open");
		this.toggleAttribute("data-open", open);
		button.setAttribute("aria-expanded", String(open));
		if (!open && this.getBoundingClientRect().top < 0) this.scrollIntoView({ block: "start" });
	};
}
