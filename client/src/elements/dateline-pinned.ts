/**
 * A pinned post that is taller than its fold: the button opens it, and on closing its top stays in sight. One that fits
 * has no button to the keyboard, which the style sheet has put out of sight; where a link in what is folded away gets the
 * focus, the post opens.
 */
export class DatelinePinned extends HTMLElement {
	#sizes: ResizeObserver | undefined;

	connectedCallback(): void {
		this.addEventListener("click", this.#toggle);
		this.addEventListener("focusin", this.#reach);
		const text = this.querySelector(".pinned-window");
		// Absent only in browsers that are older than what we promise.
		if (!text || typeof ResizeObserver === "undefined") return;
		this.#sizes = new ResizeObserver(() => {
			if (this.hasAttribute("data-open")) return;
			const fold = text.parentElement;
			this.toggleAttribute("data-fits", fold !== null && text.scrollHeight <= fold.clientHeight + 1);
		});
		this.#sizes.observe(text);
	}

	disconnectedCallback(): void {
		this.removeEventListener("click", this.#toggle);
		this.removeEventListener("focusin", this.#reach);
		this.#sizes?.disconnect();
	}

	readonly #toggle = (event: MouseEvent): void => {
		if (!(event.target instanceof Element && event.target.closest(".pinned-toggle"))) return;
		const open = !this.hasAttribute("data-open");
		this.#open(open);
		if (!open && this.getBoundingClientRect().top < 0) this.scrollIntoView({ block: "start" });
	};

	readonly #reach = (event: FocusEvent): void => {
		const fold = this.querySelector(".pinned-fold")?.getBoundingClientRect();
		const target = event.target as Element;
		if (fold && !target.closest(".pinned-toggle") && target.getBoundingClientRect().bottom > fold.bottom - 44)
			this.#open(!this.hasAttribute("data-fits"));
	};

	#open(open: boolean): void {
		this.toggleAttribute("data-open", open);
		this.querySelector(".pinned-toggle")?.setAttribute("aria-expanded", String(open));
	}
}
