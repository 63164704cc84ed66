import { html, nothing } from "lit";
import { DeskElement } from "../parts/desk-element.ts";

/** What the software stands on, what that promises, and how it is just now. */
export class StatePanel extends DeskElement {
	override connectedCallback() {
		if (!this.hasUpdated) {
			this.watch(this.desk.health.observe);
			this.watch(this.desk.readers.observeSignal);
		}
		super.connectedCallback();
	}

	protected override render() {
		const { status, slow } = this.desk.health;
		const { signal } = this.desk.readers;
		if (status === null)
			return html`<h2>State</h2><p class="lede" role="status">The server has not said yet how it is.</p>`;
		const embedded = status.record === "pglite";
		const redis = { up: "answers", away: "does not answer", none: "there is none" }[status.redis];
		return html`<h2>State</h2><p class="lede" role="status">${slow === null ? "All is as it should be." : html`<b class="warn">Updates take up to a second.</b> ${slow}`}</p>
			<div class="narrow"><dl class="facts">
				<dt>Record</dt><dd class="ok">${embedded ? "embedded, in the data folder" : "PostgreSQL"}</dd>
				<dt>Redis</dt><dd class=${status.redis === "up" ? "ok" : "warn"}>${redis}</dd>
				<dt>Readers’ socket, from here</dt><dd class=${signal === "live" ? "ok" : "warn"}>${signal}</dd>
				<dt>Newest position</dt><dd>${status.position}</dd><dt>Build</dt><dd>${status.build}</dd>
			</dl>
			${
				slow === null
					? nothing
					: html`<h3>What is different now</h3><dl class="facts"><dt>Publishing</dt><dd>goes on, up to a second later</dd>
						<dt>Order, nothing twice, nothing lost</dt><dd class="ok">as ever: the record has it</dd><dt>Anything to do here</dt><dd>nothing</dd></dl>`
			}
			${
				embedded
					? html`<h3>What the embedded record promises</h3>
						<p>What was accepted survives a crash or a kill of Dateline. A loss of power may damage the folder; for that there are verified snapshots,
						one every ten minutes and one at each stop, five of them kept, and <code>dateline restore</code> brings one back. What came after the snapshot is then lost.
						When that is too little, use PostgreSQL: set <code>DATABASE_URL</code>.</p>`
					: nothing
			}</div>`;
	}
}

customElements.define("state-panel", StatePanel);
