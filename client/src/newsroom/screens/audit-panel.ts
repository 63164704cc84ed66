import type { AuditFilter, AuditFilters, AuditLine } from "@dateline/shared/protocol";
import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { audit } from "../desk/administration.ts";
import { sentenceOf } from "../desk/request.ts";
import { DeskElement } from "../parts/desk-element.ts";
import { icon } from "../parts/icon.ts";
import { sayDetail } from "./audit-detail.ts";
import { sayAction, sayKind } from "./audit-words.ts";

/** Milliseconds after the last key until the log is asked. */
const pause = 200;

/** Who did what, on what, and what was refused: filtered, searched, a page at a time, and as a file. */
export class AuditPanel extends DeskElement {
	static override properties = {
		filter: { state: true },
		lines: { state: true },
		next: { state: true },
		known: { state: true },
		problem: { state: true },
	};
	declare filter: AuditFilter;
	/** Null until the first answer. */
	declare lines: readonly AuditLine[] | null;
	declare next: string | null;
	declare known: AuditFilters;
	declare problem: string;
	private asked = 0;
	private timer: ReturnType<typeof setTimeout> | undefined;

	constructor() {
		super();
		const given = new URLSearchParams(location.search);
		this.filter = { story: given.get("story") ?? undefined, q: given.get("q") ?? undefined };
		this.lines = null;
		this.next = null;
		this.known = { actors: [], actions: [] };
		this.problem = "";
	}

	override connectedCallback() {
		super.connectedCallback();
		void this.load();
		void audit.filters().then(
			(known) => {
				this.known = known;
			},
			() => undefined,
		);
	}

	private async load(after?: string) {
		this.asked += 1;
		const { asked } = this;
		try {
			const { items, next } = await audit.list(this.filter, after);
			if (asked !== this.asked) return;
			this.lines = after === undefined ? items : [...(this.lines ?? []), ...items];
			this.next = next;
			this.problem = "";
		} catch (error) {
			if (asked === this.asked) this.problem = sentenceOf(error);
		}
	}

	private set(change: AuditFilter) {
		this.filter = { ...this.filter, ...change };
		void this.load();
	}

	private type(event: Event) {
		this.filter = { ...this.filter, q: (event.target as HTMLInputElement).value };
		clearTimeout(this.timer);
		this.timer = setTimeout(() => void this.load(), pause);
	}

	private readonly select =
		(name: keyof AuditFilter) =>
		(event: Event): void =>
			this.set({ [name]: (event.target as HTMLSelectElement).value || undefined });

	private clear() {
		this.filter = {};
		void this.load();
	}

	private get kinds(): string[] {
		return [...new Set(this.known.actions.map((action) => action.split(".")[0] as string))];
	}

	protected override render() {
		const { filter, lines } = this;
		const filtered = Object.values(filter).some(Boolean);
		return html`<h2>${msg("Audit log")}</h2><p class="lede">${msg("Every action, by whom and on what, and what was refused. Nobody can change it; an export is noted too.")}</p>
			<form class="audit-bar" role="search" @submit=${(event: Event) => event.preventDefault()}>
				<label class="sr" for="a-q">${msg("Find in the audit log")}</label>
				<input id="a-q" class="input" type="search" maxlength="200" placeholder=${msg("A person, a story, an action")} .value=${filter.q ?? ""} @input=${this.type} />
				<label class="sr" for="a-actor">${msg("Who")}</label><select id="a-actor" class="input" @change=${this.select("actor")}>
					<option value="" ?selected=${!filter.actor}>${msg("Anyone")}</option>${this.known.actors.map(({ actor, name }) => html`<option value=${actor} ?selected=${filter.actor === actor}>${name}</option>`)}</select>
				<label class="sr" for="a-action">${msg("What")}</label><select id="a-action" class="input" @change=${this.select("action")}>
					<option value="" ?selected=${!filter.action}>${msg("Any action")}</option>${this.kinds.map(
						(
							kind,
						) => html`<optgroup label=${sayKind(kind)}><option value=${kind} ?selected=${filter.action === kind}>${msg(str`all of: ${sayKind(kind)}`)}</option>
							${this.known.actions.filter((action) => action.startsWith(`${kind}.`)).map((action) => html`<option value=${action} ?selected=${filter.action === action}>${sayAction(action)}</option>`)}</optgroup>`,
					)}</select>
				<label class="sr" for="a-from">${msg("From the day")}</label><input id="a-from" class="input" type="date" .value=${filter.from ?? ""} @change=${this.select("from")} />
				<label class="sr" for="a-to">${msg("To the day")}</label><input id="a-to" class="input" type="date" .value=${filter.to ?? ""} @change=${this.select("to")} />
				<label class="tick"><input type="checkbox" .checked=${filter.outcome === "refused"} @change=${(event: Event) => this.set({ outcome: (event.target as HTMLInputElement).checked ? "refused" : undefined })} />${msg("Only what was refused")}</label>
				${filter.story ? html`<span class="dim">${msg("of one story")}</span>` : nothing}
				${filtered ? html`<button type="button" class="btn quiet small" @click=${this.clear}>${msg("Clear")}</button>` : nothing}
				<span class="right"><a class="btn quiet small" href=${audit.exportAddress(filter, "csv")} download="audit.csv" target="_blank">${icon("down")}${msg("Export as CSV")}</a>
				<a class="btn quiet small" href=${audit.exportAddress(filter, "ndjson")} download="audit.ndjson" target="_blank">${msg("as NDJSON")}</a></span>
			</form>
			<p class="bad" role="alert">${this.problem}</p>
			${lines === null ? nothing : lines.length === 0 ? html`<p class="dim" role="status">${filtered ? msg("No line fits.") : msg("Nothing was done yet.")}</p>` : this.renderLines(lines)}
			${this.next === null ? nothing : html`<p class="acts"><button class="btn" @click=${() => this.load(this.next ?? undefined)}>${msg("Older lines")}</button></p>`}`;
	}

	private renderLines(lines: readonly AuditLine[]) {
		const { times } = this.desk;
		return html`<div class="grid-wrap" tabindex="0" role="region" aria-label=${msg("Audit log, table")}><table class="grid-t log stacked"><caption class="sr">${msg("Audit log")}</caption>
			<thead><tr><th scope="col">${msg("Time")}</th><th scope="col">${msg("Who")}</th><th scope="col">${msg("Did")}</th><th scope="col">${msg("What")}</th><th scope="col">${msg("From")}</th><th scope="col">${msg("Detail")}</th></tr></thead>
			<tbody>${lines.map(
				(
					line,
				) => html`<tr><td class="num"><time datetime=${line.at} title=${times.full(line.at)}>${times.moment(line.at)}:${times.second(line.at).slice(-2)}</time></td>
					<td>${line.actorName}</td>
					<td>${line.outcome === "refused" ? html`<b class="bad">${msg("refused")}</b> ` : nothing}${sayAction(line.action)}</td>
					<td>${
						line.storyId && line.storyHeadline
							? html`<a class="link" href="/newsroom/story/${line.storyId}">${line.storyHeadline}</a>`
							: html`<code>${line.subject ?? ""}</code>`
					}</td>
					<td class="num">${line.address ?? ""}</td><td class="dim detail" title=${sayDetail(line, times)}>${sayDetail(line, times)}</td></tr>`,
			)}</tbody></table></div>`;
	}
}

customElements.define("audit-panel", AuditPanel);
