import { msg, str } from "@lit/localize";
import { html, nothing, svg } from "lit";
import { AudienceElement } from "./audience-element.ts";
import { sayCount } from "./durations.ts";
import { sparkLine } from "./spark-curve.ts";

/** How a story is read: screens now, where readers come from, where they leave. Sums; nobody is in them. */
export class AudienceChart extends AudienceElement {
	protected override render() {
		const now = this.desk.together.readers(this.storyId);
		const { audience, minutes } = this;
		const opened = sum(audience?.opened);
		return html`<section class="audience" aria-labelledby="s-au"><h2 id="s-au">${msg("Readers")} <span class="more">${msg("last 24 hours")}</span></h2>
			<p class="big">${now === null ? html`<span class="dim">${msg("Not known without a connection.")}</span>` : html`<span><b class="num">${sayCount(now)}</b> ${msg("reading now")}</span>`}
				${now === null ? nothing : sparkLine([...minutes, now], msg(str`Readers in the last hour, ${sayCount(now)} now`))}</p>
			${opened === 0 ? html`<p class="dim">${msg("Nobody has been counted yet. Readers who ask not to be tracked never are.")}</p>` : nothing}
			${this.renderBars(msg("Where they come from"), audience?.opened, openedWords())}
			${this.renderBars(msg("Where they leave"), audience?.left, leftWords())}</section>`;
	}

	private renderBars(title: string, counts: Record<string, number> | undefined, words: Record<string, string>) {
		const whole = sum(counts);
		if (whole === 0) return nothing;
		const lines = Object.entries(words).flatMap(([bucket, word]) => {
			const count = counts?.[bucket] ?? 0;
			return count === 0 ? [] : [{ word, count, share: count / whole }];
		});
		return html`<h3>${title}</h3><ul class="bars">${lines.map(
			({ word, count, share }) =>
				html`<li><span>${word}</span><svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">${svg`<rect width=${(share * 100).toFixed(1)} height="8"/>`}</svg><span class="num">${sayCount(count)}</span></li>`,
		)}</ul>`;
	}
}

const sum = (counts: Record<string, number> | undefined): number =>
	Object.values(counts ?? {}).reduce((all, count) => all + count, 0);

const openedWords = (): Record<string, string> => ({
	feed: msg("News Feed"),
	section: msg("a section"),
	topic: msg("a topic"),
	author: msg("an author"),
	digest: msg("the digest"),
	search: msg("search"),
	story: msg("another story"),
	elsewhere: msg("another site"),
	direct: msg("straight here"),
});

const leftWords = (): Record<string, string> => ({
	opening: msg("at the opening"),
	quarter: msg("in the first quarter"),
	half: msg("about half way"),
	most: msg("near the end"),
	end: msg("read to the end"),
	"posts-1": msg("at the first post"),
	"posts-5": msg("within five posts"),
	"posts-20": msg("within twenty posts"),
	"posts-more": msg("further down"),
});

customElements.define("audience-chart", AudienceChart);
