import type { WireInput, WireItem, WireView } from "@dateline/shared/protocol";
import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { until } from "lit/directives/until.js";
import { sentenceOf } from "../desk/request.ts";
import { wires } from "../desk/ways.ts";
import { DeskElement } from "../parts/desk-element.ts";
import "../parts/secret-line.ts";
import { sayProblem } from "../parts/webhook-words.ts";
import "./wire-form.ts";

/** Milliseconds between two looks while the panel is open. */
const every = 5_000;

/** What comes in from machines: each wire, how it is doing, and what it brought. */
export class WiresPanel extends DeskElement {
	static override properties = {
		list: { state: true },
		selected: { state: true },
		items: { state: true },
		adding: { state: true },
		made: { state: true },
		problem: { state: true },
		removing: { state: true },
		busy: { state: true },
	};
	declare list: readonly WireView[] | null;
	declare selected: string | null;
	declare items: readonly WireItem[] | null;
	declare adding: boolean;
	declare made: { secret: string; name: string } | null;
	declare problem: string;
	declare removing: boolean;
	declare busy: boolean;
	private timer: ReturnType<typeof setInterval> | undefined;

	constructor() {
		super();
		this.list = null;
		this.selected = null;
		this.items = null;
		this.adding = false;
		this.made = null;
		this.problem = "";
		this.removing = false;
		this.busy = false;
	}

	override connectedCallback() {
		super.connectedCallback();
		void this.load();
		this.timer = setInterval(() => {
			if (document.visibilityState === "visible") void this.load();
		}, every);
	}

	override disconnectedCallback() {
		super.disconnectedCallback();
		clearInterval(this.timer);
	}

	private async load() {
		try {
			this.list = (await wires.list()).items;
			if (!this.list.some(({ id }) => id === this.selected)) this.selected = this.list[0]?.id ?? null;
			const { selected } = this;
			const items = selected === null ? null : (await wires.items(selected)).items;
			if (selected === this.selected) this.items = items;
		} catch (error) {
			if (this.list === null) this.problem = sentenceOf(error);
		}
	}

	private select(id: string) {
		this.selected = id;
		this.items = null;
		this.removing = false;
		void this.load();
	}

	/** Does it, reads the list again, and says what went wrong. */
	private async act(what: () => Promise<unknown>) {
		this.busy = true;
		try {
			await what();
			this.problem = "";
		} catch (error) {
			this.problem = sentenceOf(error);
		}
		this.busy = false;
		this.removing = false;
		await this.load();
	}

	private readonly take = ({ detail }: CustomEvent<WireInput>) =>
		this.act(async () => {
			const { secret, ...wire } = await wires.add(detail);
			this.made = secret === null ? null : { secret, name: wire.name };
			this.selected = wire.id;
			this.adding = false;
		});

	protected override render() {
		const { list } = this;
		const chosen = list?.find(({ id }) => id === this.selected) ?? null;
		return html`<h2>${msg("Wires")}</h2><p class="lede">${msg("What comes in from machines: feeds that are asked, and addresses that programs send to. Each item comes once, its changes follow it, and what a wire takes back is taken back here at once.")}</p>
			<div class="bar"><button type="button" class="btn" aria-expanded=${this.adding} @click=${() => {
				this.adding = !this.adding;
				this.problem = "";
			}}>${msg("Add a wire")}</button></div>
			${this.renderMade()}
			${
				this.adding
					? html`<wire-form .desk=${this.desk} .problem=${this.problem} @given=${this.take} @left=${() => {
							this.adding = false;
						}}></wire-form>`
					: nothing
			}
			${
				list === null
					? html`<p class="bad" role="alert">${this.problem}</p>`
					: list.length === 0
						? html`<p class="dim">${msg("There is none yet.")}</p>`
						: html`<div class="grid-wrap" tabindex="0" role="region" aria-label=${msg("Wires, table")}><table class="grid-t stacked"><caption class="sr">${msg("Wires")}</caption><thead><tr><th scope="col">${msg("Wire")}</th><th scope="col">${msg("Speaks")}</th><th scope="col">${msg("Answered")}</th>
							<th scope="col" class="r">${msg("Today")}</th><th scope="col" class="r">${msg("Doubles")}</th><th scope="col">${msg("Goes to")}</th></tr></thead>
							<tbody>${list.map((wire) => this.renderRow(wire))}</tbody></table></div>`
			}
			${chosen === null ? nothing : this.renderChosen(chosen)}`;
	}

	private renderMade() {
		const { made } = this;
		if (made === null) return nothing;
		const address = `${location.origin}/in/${made.secret}`;
		return html`<div class="secret" role="status"><p>${msg(html`The address of <strong>${made.name}</strong>. This is the only time it is shown.`)}</p>
			<secret-line .label=${msg("The address")} .text=${address}></secret-line>
			<secret-line .label=${msg("One line for a script")} .text=${`curl -d "Half time, Ansel 1, Mole 0" ${address}`}></secret-line>
			<button type="button" class="btn quiet" @click=${() => {
				this.made = null;
			}}>${msg("I have it")}</button></div>`;
	}

	private renderRow(wire: WireView) {
		const isSelected = wire.id === this.selected;
		return html`<tr class="${isSelected ? "is-sel" : ""} ${wire.state === "paused" ? "is-out" : ""}"><td><button type="button" class="link" aria-current=${isSelected ? "true" : nothing} @click=${() => this.select(wire.id)}>${wire.name}</button></td>
			<td>${wire.kind === "inbound" ? msg("is sent here") : (wire.format ?? "")}</td><td>${this.renderState(wire)}</td>
			<td class="r num">${wire.today}</td><td class="r num">${wire.doubles}</td><td>${this.renderTarget(wire)}</td></tr>`;
	}

	private renderState({ state, problem, nextAt, answeredAt }: WireView) {
		const { times } = this.desk;
		if (state === "paused") return html`<span class="dim">${msg("paused")}</span>`;
		if (problem !== null) {
			const words = sayProblem(problem);
			return html`<span class="warn">${nextAt === null ? words : msg(str`${words} Next ${times.second(nextAt)}`)}</span>`;
		}
		return answeredAt === null
			? html`<span class="dim">${msg("not yet")}</span>`
			: html`<span class="ok num">${times.second(answeredAt)}</span>`;
	}

	private renderTarget({ target, direct }: WireView) {
		const [kind, id = ""] = target?.split(":") ?? [];
		const { sections, headline } = this.desk.library;
		const place =
			kind === undefined
				? msg("inbox")
				: kind === "section"
					? (sections.find((one) => one.id === id)?.name ?? "")
					: until(
							headline(id).catch(() => msg("A story that can’t be read here")),
							"…",
						);
		return html`${place}${direct ? html` <b class="warn">${msg("direct")}</b>` : nothing}`;
	}

	private renderChosen(wire: WireView) {
		const { id, kind, state } = wire;
		const act = (label: string, what: () => Promise<unknown>) =>
			html`<button type="button" class="btn small" ?disabled=${this.busy} @click=${() => this.act(what)}>${label}</button>`;
		const renew = async () => {
			const { secret } = await wires.rotate(id);
			this.made = secret === null ? null : { secret, name: wire.name };
		};
		return html`<h2 class="sub-h">${wire.name} <span class="dim">${msg(str`${wire.items} items, ${wire.killed} taken back, asked ${wire.asked} times, ${wire.unchanged} times nothing new`)}</span></h2>
			<div class="acts">${kind === "inbound" ? act(msg("New address"), renew) : act(msg("Fetch now"), () => wires.fetch(id))}
				${state === "active" ? act(msg("Pause"), () => wires.change(id, { state: "paused" })) : act(msg("Go on"), () => wires.change(id, { state: "active" }))}
				${wire.target === null ? nothing : wire.direct ? act(msg("Let an editor decide"), () => wires.change(id, { direct: false })) : nothing}
				${
					this.removing
						? html`${act(msg("Yes, remove it"), () => wires.remove(id))} ${act(msg("Keep it"), async () => undefined)}`
						: html`<button type="button" class="btn small quiet" @click=${() => {
								this.removing = true;
							}}>${msg("Remove")}</button>`
				}
				${this.adding ? nothing : html`<span class="saved bad" role="alert">${this.problem}</span>`}</div>
			${this.items === null ? nothing : this.items.length === 0 ? html`<p class="dim">${msg("Nothing has come in yet.")}</p>` : this.renderItems(this.items)}`;
	}

	private renderItems(items: readonly WireItem[]) {
		const { times } = this.desk;
		const say = ({ state, version }: WireItem) =>
			({
				filed: version > 1 ? msg(str`came in, version ${version}`) : msg("came in"),
				seen: msg("was there before"),
				killed: msg("taken back"),
				refused: msg("could not be taken"),
			})[state];
		return html`<div class="grid-wrap" tabindex="0" role="region" aria-label=${msg("What came in")}><table class="grid-t stacked"><caption class="sr">${msg("What came in")}</caption>
			<thead><tr><th scope="col">${msg("Time")}</th><th scope="col">${msg("Item")}</th><th scope="col">${msg("Became")}</th></tr></thead>
			<tbody>${items.map(
				(item) =>
					html`<tr class=${item.state === "seen" ? "is-out" : ""}><td class="num">${times.moment(item.lastAt)}</td><td>${item.storyId === null ? item.title : html`<a href="/newsroom/story/${item.storyId}">${item.title || msg("without words")}</a>`}</td>
					<td><span class=${item.state === "killed" || item.state === "refused" ? "warn" : ""}>${say(item)}</span>${item.note ? html` <span class="dim">${sayProblem(item.note)}</span>` : nothing}</td></tr>`,
			)}</tbody></table></div>`;
	}
}

customElements.define("wires-panel", WiresPanel);
