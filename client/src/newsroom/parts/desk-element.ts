import { updateWhenLocaleChanges } from "@lit/localize";
import { LitElement } from "lit";
import type { Desk } from "../desk/desk.ts";

/**
 * An element of the console. It renders into the page itself, where the console's one style sheet reaches it, and gets
 * all that it works with as `desk`. When another language is chosen it draws itself again.
 */
export abstract class DeskElement extends LitElement {
	declare desk: Desk;
	private readonly sources: ((listener: () => void) => () => void)[] = [];
	private ends: (() => void)[] = [];
	private listens = false;

	constructor() {
		super();
		updateWhenLocaleChanges(this);
	}

	protected override createRenderRoot() {
		return this;
	}

	/** Draws again whenever the source says so, for as long as the element is on the page. */
	protected watch(source: (listener: () => void) => () => void) {
		this.sources.push(source);
		if (this.listens) this.ends.push(source(() => this.requestUpdate()));
	}

	override connectedCallback() {
		super.connectedCallback();
		this.listens = true;
		this.ends = this.sources.map((source) => source(() => this.requestUpdate()));
	}

	override disconnectedCallback() {
		super.disconnectedCallback();
		for (const end of this.ends) end();
		this.ends = [];
		this.listens = false;
	}
}
