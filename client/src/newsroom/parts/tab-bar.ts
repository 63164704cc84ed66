import { msg } from "@lit/localize";
import { html, nothing } from "lit";
import { DeskElement } from "./desk-element.ts";

/** What the screen More leads to. */
const inMore = ["/newsroom/administration", "/newsroom/digest", "/newsroom/schedule", "/newsroom/refused"];

/** The bar at the foot of a phone: the screens that are wanted in the field; the rest is under More. */
export class TabBar extends DeskElement {
	static override properties = { path: {} };
	declare path: string;

	constructor() {
		super();
		this.path = "";
	}

	override connectedCallback() {
		if (!this.hasUpdated) {
			this.watch(this.desk.pending.observe);
			this.watch(this.desk.outbox.observe);
		}
		super.connectedCallback();
	}

	private find() {
		this.dispatchEvent(new Event("find", { bubbles: true }));
	}

	protected override render() {
		const { pending, outbox } = this.desk;
		const refused = outbox.list().filter(({ state }) => state === "refused").length;
		const tab = (path: string, label: string, count = 0, others: readonly string[] = []) => {
			const current =
				this.path === path || (path !== "/newsroom" && [path, ...others].some((one) => this.path.startsWith(one)));
			return html`<a href=${path} aria-current=${current ? "page" : nothing}><span>${label}${count > 0 ? html` <b>${count}</b>` : nothing}</span></a>`;
		};
		return html`<nav class="tabbar" aria-label=${msg("Newsroom, phone")}>
			${tab("/newsroom", msg("Stories"))} ${tab("/newsroom/waiting", msg("Waiting"), pending.waiting.length)} ${tab("/newsroom/media", msg("Media"))}
			<button type="button" @click=${this.find}>${msg("Find")}</button>
			${tab("/newsroom/more", msg("More"), refused, inMore)}</nav>`;
	}
}

customElements.define("tab-bar", TabBar);
