import { html, nothing } from "lit";
import { sayTrouble } from "./delivery-words.ts";
import { DeskElement } from "./desk-element.ts";
import { siteState } from "./site-state.ts";

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
			const { outbox, readers, pending, library } = this.desk;
			for (const source of [outbox.observe, readers.observeSignal, pending.observe, library.observe])
				this.watch(source);
			this.watch((listener) => readers.observe(listener));
		}
		super.connectedCallback();
	}

	private link(path: string, label: string, count?: number, fresh = false) {
		const current = this.path === path || (path !== "/newsroom" && this.path.startsWith(`${path}/`));
		return html`<li><a href=${path} aria-current=${current ? "page" : nothing}><span>${label}</span>${
			count === undefined ? nothing : html`<span class="n ${fresh && count > 0 ? "new" : ""}">${count}</span>`
		}</a></li>`;
	}

	protected override render() {
		const { desk } = this;
		const { library, outbox, pending, times } = desk;
		const today = times.dateOf(new Date());
		const liveNow = siteState(desk)?.site.liveNow ?? [];
		const refused = outbox.list().filter(({ state }) => state === "refused").length;
		const lines = siteState(desk)?.digest;
		return html`<nav class="rail" aria-label="Newsroom">
			<a class="site" href="/newsroom">${library.site.name}<small>Newsroom</small></a>
			<ul>
				${this.link("/newsroom", "Stories")}
				${this.link("/newsroom/digest", `Digest, ${times.day(today)}`, lines?.date === today ? lines.lines.length : undefined)}
				${this.link("/newsroom/administration", "Administration")}
			</ul>
			${
				liveNow.length === 0
					? nothing
					: html`<section aria-labelledby="r-live"><h2 id="r-live">Live now</h2>
						<ul>${liveNow.map(({ id, headline }) => this.link(`/newsroom/story/${id}`, headline))}</ul>
					</section>`
			}
			<section aria-labelledby="r-you"><h2 id="r-you">Waiting</h2>
				<ul>
					${this.link("/newsroom/waiting", "Contributions", pending.waiting.length, true)}
					${this.link("/newsroom/scheduled", "Scheduled", pending.scheduled.length)}
					${refused === 0 ? nothing : this.link("/newsroom/refused", "Refused", refused, true)}
				</ul>
			</section>
			<div class="foot">${this.renderNet()}
				<a class="me" href="/newsroom/administration/account"><span class="who" aria-hidden="true">${initials(desk.user.name)}</span>${desk.user.name}</a>
			</div>
		</nav>`;
	}

	private renderNet() {
		const { outbox, readers, times } = this.desk;
		const trouble = sayTrouble(outbox, times);
		const moving = outbox.list().filter(({ state }) => ["sending", "queued", "accepted"].includes(state)).length;
		const line =
			trouble?.head ?? { live: "Connected", reconnecting: "Connecting", offline: "No connection" }[readers.signal];
		const well = trouble === null && readers.signal === "live";
		const small = moving === 0 ? "Everything is handed in" : `${moving} on the way`;
		return html`<p class="net ${well ? "" : "off"}" role="status"><i></i><span>${line}</span><small>${small}</small></p>`;
	}
}

const initials = (name: string): string =>
	name
		.split(/\s+/)
		.map((word) => [...word][0] ?? "")
		.slice(0, 2)
		.join("")
		.toUpperCase();

customElements.define("desk-rail", DeskRail);
