import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { sayTrouble } from "./delivery-words.ts";
import { DeskElement } from "./desk-element.ts";
import { icon } from "./icon.ts";
import { initials } from "./initials.ts";
import { commandKey } from "./keys.ts";
import { coverageOf, siteState } from "./site-state.ts";

/** The left column: where one can go, what is live, what waits, and whether all is well. */
export class DeskRail extends DeskElement {
	static override properties = { path: {} };
	declare path: string;

	constructor() {
		super();
		this.path = "";
	}

	override connectedCallback() {
		if (!this.hasUpdated) {
			const { outbox, readers, pending, library, together } = this.desk;
			const sources = [outbox.observe, readers.observeSignal, pending.observe, library.observe, together.observe];
			for (const source of sources) this.watch(source);
			this.watch((listener) => readers.observe(listener));
		}
		super.connectedCallback();
	}

	private link(path: string, label: string, count?: number, fresh = false) {
		const current = this.path === path || (path !== "/newsroom" && this.path.startsWith(`${path}/`));
		return html`<li><a href=${path} aria-current=${current ? "page" : nothing}><span dir="auto">${label}</span>${
			count === undefined ? nothing : html`<span class="n ${fresh && count > 0 ? "new" : ""}">${count}</span>`
		}</a></li>`;
	}

	protected override render() {
		const { desk } = this;
		const { library, outbox, pending, times } = desk;
		const today = times.dateOf(new Date());
		const { live, upcoming } = coverageOf(desk);
		const counts = pending.counts(null);
		const refused = outbox.list().filter(({ state }) => state === "refused").length;
		const lines = siteState(desk)?.digest;
		return html`<nav class="rail" aria-label=${msg("Newsroom")}>
			<a class="site" href="/newsroom">${library.site.name}<small>${msg("Newsroom")}</small></a>
			<button type="button" class="jump" @click=${this.find}>${icon("search")}${msg("Find or go to")}<kbd>${commandKey("K")}</kbd></button>
			<ul>
				${this.link("/newsroom", msg("Stories"))}
				${this.link("/newsroom/media", msg("Media"))}
				${this.link("/newsroom/digest", msg(str`Digest, ${times.day(today)}`), lines?.date === today ? lines.lines.length : undefined)}
				${this.link("/newsroom/administration", msg("Administration"))}
			</ul>
			${
				live.length === 0
					? nothing
					: html`<section aria-labelledby="r-live"><h2 id="r-live">${msg("Live now")}</h2>
						<ul>${live.map(({ id, headline }) => this.link(`/newsroom/story/${id}`, headline, desk.together.readers(id) ?? undefined))}</ul>
					</section>`
			}
			${
				upcoming.length === 0
					? nothing
					: html`<section aria-labelledby="r-soon"><h2 id="r-soon">${msg("Coming up")}</h2>
						<ul>${upcoming.map(({ id, headline }) => this.link(`/newsroom/story/${id}`, headline))}</ul>
					</section>`
			}
			<section aria-labelledby="r-you"><h2 id="r-you">${msg("Waiting for you")}</h2>
				<ul>
					${this.link("/newsroom/waiting", msg("Contributions"), counts?.waiting ?? pending.waiting.length, true)}
					${this.link("/newsroom/schedule", msg("Scheduled"), counts?.scheduled ?? pending.scheduled.length)}
					${refused === 0 ? nothing : this.link("/newsroom/refused", msg("Refused"), refused, true)}
				</ul>
			</section>
			<div class="foot">${this.renderNet()}
				<a class="me" href="/newsroom/administration/account"><span class="who" aria-hidden="true">${initials(desk.user.name)}</span>${desk.user.name}</a>
			</div>
		</nav>`;
	}

	private find() {
		this.dispatchEvent(new Event("find", { bubbles: true }));
	}

	private renderNet() {
		const { outbox, readers, times } = this.desk;
		const trouble = sayTrouble(outbox, times);
		const moving = outbox.list().filter(({ state }) => ["sending", "queued", "accepted"].includes(state)).length;
		const line =
			trouble?.head ??
			{ live: msg("Connected"), reconnecting: msg("Connecting"), offline: msg("No connection") }[readers.signal];
		const well = trouble === null && readers.signal === "live";
		const small = moving === 0 ? msg("Everything is handed in") : msg(str`${moving} on the way`);
		return html`<p class="net ${well ? "" : "off"}" role="status"><i></i><span>${line}</span><small>${small}</small></p>`;
	}
}

customElements.define("desk-rail", DeskRail);
