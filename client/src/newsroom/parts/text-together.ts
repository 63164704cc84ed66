import { html } from "lit";
import { DeskElement } from "./desk-element.ts";
import "./lease-line.ts";

/**
 * Takes and keeps the lease on a story's own text for as long as its screen is open, says that one is in it, and shows
 * above the text when somebody else is. It never stops anybody from writing: who saves second sees what the other one
 * changed.
 */
export class TextTogether extends DeskElement {
	static override properties = { storyId: {} };
	declare storyId: string;
	private leave: (() => void) | null = null;
	private page: Element | null = null;

	constructor() {
		super();
		this.storyId = "";
	}

	private get subject(): string {
		return `story:${this.storyId}`;
	}

	override connectedCallback() {
		if (!this.hasUpdated) this.watch(this.desk.together.observe);
		super.connectedCallback();
		const { together } = this.desk;
		this.leave = together.enter(this.storyId);
		void together.take(this.storyId, this.subject);
		together.doing({ kind: "editing", subject: this.subject, typing: false });
		this.page = this.closest("main");
		this.page?.addEventListener("input", this.onTyping);
	}

	override disconnectedCallback() {
		super.disconnectedCallback();
		this.page?.removeEventListener("input", this.onTyping);
		this.desk.together.release(this.subject);
		this.leave?.();
	}

	private readonly onTyping = () => this.desk.together.doing({ typing: true });

	protected override render() {
		return html`<div class="text-together"><lease-line whole .desk=${this.desk} .storyId=${this.storyId} .subject=${this.subject}></lease-line></div>`;
	}
}

customElements.define("text-together", TextTogether);
