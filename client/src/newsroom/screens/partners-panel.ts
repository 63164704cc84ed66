import type { Partner, PartnerInput } from "@dateline/shared/protocol";
import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { partners } from "../desk/partners.ts";
import { sentenceOf } from "../desk/request.ts";
import { choice, field, readForm } from "../parts/admin-form.ts";
import { DeskElement } from "../parts/desk-element.ts";
import { sayCount } from "../parts/durations.ts";
import { plural } from "../parts/plural.ts";
import { channelOfLine, lineOfChannel } from "./partner-channels.ts";
import "../parts/embed-builder.ts";

/** How often what they use is read again, milliseconds. */
const refreshInterval = 5_000;
/** Hours that a key goes on when another is given. */
const grace = 24;

type Scheme = Partner["theme"]["scheme"];

/** The sites that may embed: from where, what, with which key, how it looks, and what they use of it. */
export class PartnersPanel extends DeskElement {
	static override properties = {
		list: { state: true },
		editing: { state: true },
		scheme: { state: true },
		problem: { state: true },
		said: { state: true },
		copied: { state: true },
	};
	/** Null until the first answer. */
	declare list: readonly Partner[] | null;
	/** An id; null makes a new one. */
	declare editing: string | null;
	declare scheme: Scheme;
	declare problem: string;
	declare said: string;
	declare copied: string;
	private timer: ReturnType<typeof setInterval> | undefined;

	constructor() {
		super();
		this.list = null;
		this.editing = null;
		this.scheme = "auto";
		this.problem = "";
		this.said = "";
		this.copied = "";
	}

	override connectedCallback() {
		if (!this.hasUpdated) this.watch(this.desk.library.observe);
		super.connectedCallback();
		void this.load();
		this.timer = setInterval(() => document.visibilityState === "visible" && void this.load(), refreshInterval);
	}

	override disconnectedCallback() {
		super.disconnectedCallback();
		clearInterval(this.timer);
	}

	private async load() {
		try {
			this.list = (await partners.list()).items;
		} catch (error) {
			if (this.list === null) this.problem = sentenceOf(error);
		}
	}

	private begin(partner: Partner | null) {
		this.editing = partner?.id ?? null;
		this.scheme = partner?.theme.scheme ?? "auto";
		this.problem = "";
		this.said = "";
		void this.updateComplete.then(() => this.querySelector<HTMLInputElement>("[name='name']")?.focus());
	}

	/** Does it, says what was done, and reads the list again. */
	private async act(work: () => Promise<Partner>, said: (partner: Partner) => string): Promise<boolean> {
		this.problem = "";
		this.said = "";
		try {
			const partner = await work();
			this.said = said(partner);
			await this.load();
			return true;
		} catch (error) {
			this.problem = sentenceOf(error);
			return false;
		}
	}

	private async submit(event: SubmitEvent, chosen: Partner | null) {
		event.preventDefault();
		const form = event.target as HTMLFormElement;
		const read = readForm(form);
		const lines = (name: string) =>
			read(name)
				.split(/[\n,]+/)
				.map((line) => line.trim())
				.filter(Boolean);
		const channels = lines("channels").map((line) => channelOfLine(line, this.desk.library));
		const unknown = lines("channels").find((_line, index) => channels[index] === null);
		if (unknown !== undefined) {
			this.problem = msg(str`“${unknown}” is no section, topic, author or story.`);
			return;
		}
		const colour = (name: string) => (read(name) === "" ? null : read(name));
		const body: PartnerInput = {
			name: read("name"),
			origins: lines("origins"),
			channels: channels.filter((channel) => channel !== null),
			theme: {
				scheme: this.scheme,
				accent: colour("accent"),
				ink: chosen?.theme.ink ?? null,
				paper: chosen?.theme.paper ?? null,
				radius: read("radius") === "" ? null : Number(read("radius")),
			},
			rate: Number(read("rate")) || 50,
		};
		const done = await this.act(
			() => (chosen ? partners.change(chosen.id, body) : partners.make(body)),
			({ name }) =>
				chosen ? msg(str`${name} was changed. Every server obeys within a second.`) : msg(str`${name} may embed now.`),
		);
		if (!done) return;
		form.reset();
		this.editing = null;
		this.scheme = "auto";
	}

	private async copy(key: string) {
		await navigator.clipboard?.writeText(key).then(
			() => {
				this.copied = key;
			},
			() => undefined,
		);
	}

	protected override render() {
		const { list } = this;
		const chosen = list?.find(({ id }) => id === this.editing) ?? null;
		return html`<h2>${msg("Partners")}</h2><p class="lede">${msg("Sites that show our news on their own pages, live. A key is no secret: it opens from the partner’s own addresses alone, and for what is listed. Who is revoked is cut off within a second.")}</p>
			${
				list === null
					? nothing
					: list.length === 0
						? html`<p class="dim">${msg("There is none yet. The form below makes the first one.")}</p>`
						: html`<div class="grid-wrap"><table class="grid-t stacked"><caption class="sr">${msg("Partners")}</caption><thead><tr><th scope="col">${msg("Partner")}</th><th scope="col">${msg("Addresses")}</th><th scope="col">${msg("May show")}</th><th scope="col">${msg("Key")}</th>
							<th scope="col" class="r">${msg("Open now")}</th><th scope="col" class="r">${msg("Today")}</th><th scope="col"><span class="sr">${msg("Change")}</span></th></tr></thead>
							<tbody>${list.map((partner) => this.renderRow(partner))}</tbody></table></div>`
			}
			${this.renderForm(chosen)} ${chosen ? this.renderDays(chosen) : nothing}
			<h3>${msg("The line for a partner’s page")}</h3>
			<embed-builder .desk=${this.desk} .keys=${list ?? []}></embed-builder>`;
	}

	private renderRow(partner: Partner) {
		const { id, name, key, origins, channels, open, days, revokedAt, previousUntil } = partner;
		const { times, library } = this.desk;
		const [newest] = days;
		const today = newest?.day === times.dateOf(new Date()) ? newest : null;
		const shows = channels.map((channel) => lineOfChannel(channel, library)).join(", ");
		return html`<tr class=${id === this.editing ? "is-sel" : revokedAt !== null ? "is-out" : ""}>
			<td>${name}${revokedAt !== null ? html` <small class="dim">${msg(str`revoked ${times.moment(revokedAt)}`)}</small>` : nothing}</td>
			<td>${origins.map((origin) => html`<code>${origin.replace("https://", "")}</code> `)}</td><td class="wraps">${shows}</td>
			<td><button class="link" @click=${() => this.copy(key)}>${this.copied === key ? msg("Copied") : html`<code>${key.slice(0, 9)}…</code> ${msg("Copy")}`}<span class="sr"> ${name}</span></button>
				${previousUntil !== null ? html`<small class="dim">${msg(str`the old one until ${times.moment(previousUntil)}`)}</small>` : nothing}</td>
			<td class="r num">${sayCount(open)}</td><td class="r num">${today ? plural(today.deliveries, msg(str`${sayCount(today.deliveries)} [update|updates]`)) : "–"}</td>
			<td class="r"><button class="link" @click=${() => this.begin(partner)}>${msg("Change")}<span class="sr"> ${name}</span></button>
				${
					revokedAt === null
						? html`<button class="link" @click=${() =>
								this.act(
									() => partners.rotate(id, grace),
									() => msg(str`${name} has a new key. The old one opens for ${grace} hours more.`),
								)}>${msg("New key")}<span class="sr"> ${name}</span></button>
							<button class="link" @click=${() =>
								this.act(
									() => partners.revoke(id),
									() => msg(str`${name} was revoked; its pages are being cut off.`),
								)}>${msg("Revoke")}<span class="sr"> ${name}</span></button>`
						: html`<button class="link" @click=${() =>
								this.act(
									() => partners.restore(id),
									() => msg(str`${name} may embed again.`),
								)}>${msg("Give back")}<span class="sr"> ${name}</span></button>`
				}</td></tr>`;
	}

	private renderForm(chosen: Partner | null) {
		const { library } = this.desk;
		const channels = chosen
			? chosen.channels.map((channel) => lineOfChannel(channel, library))
			: [lineOfChannel("*", library)];
		return html`<form class="narrow" @submit=${(event: SubmitEvent) => this.submit(event, chosen)}>
			<h3>${chosen ? msg(str`Change ${chosen.name}`) : msg("New partner")}</h3>
			${field("name", msg("Name"), chosen?.name ?? "", { required: true, max: 100 })}
			${field("origins", msg("Its pages’ addresses"), chosen?.origins.join("\n") ?? "", { type: "area", max: 4_000, hint: msg("one a line, such as https://www.example.com") })}
			${field("channels", msg("May show"), channels.join("\n"), { type: "area", max: 6_000, hint: msg("“everything”, or one a line: the name of a section, topic or author, or the address of a story") })}
			${choice<Scheme>(
				"scheme",
				msg("Light or dark"),
				[
					{ value: "auto", label: msg("As the reader’s device") },
					{ value: "light", label: msg("Light") },
					{ value: "dark", label: msg("Dark") },
					{ value: "host", label: msg("As the page around it") },
				],
				this.scheme,
				(scheme) => {
					this.scheme = scheme;
				},
			)}
			${field("accent", msg("Colour of links"), chosen?.theme.accent ?? "", { max: 7, hint: msg("such as #0a5878; left empty: ours") })}
			${field("radius", msg("Corners"), chosen?.theme.radius === null || !chosen ? "" : String(chosen.theme.radius), { max: 2, hint: msg("0 to 24 pixels; left empty: ours") })}
			${field("rate", msg("Connections a second"), String(chosen?.rate ?? 50), { max: 4, hint: msg("on each server; four times as many at once") })}
			<div class="acts"><button class="btn solid">${chosen ? msg("Save") : msg("Add")}</button>
				${chosen ? html`<button type="button" class="btn quiet" @click=${() => this.begin(null)}>${msg("Leave it")}</button>` : nothing}
				<span class="saved" role="status">${this.said}</span><span class="saved bad" role="alert">${this.problem}</span></div>
		</form>`;
	}

	private renderDays({ name, days }: Partner) {
		if (days.length === 0) return html`<p class="dim">${msg(str`${name} has used nothing yet.`)}</p>`;
		return html`<div class="grid-wrap"><table class="grid-t stacked"><caption class="sr">${msg(str`What ${name} used`)}</caption><thead><tr><th scope="col">${msg("Day")}</th><th scope="col" class="r">${msg("Connections")}</th>
			<th scope="col" class="r">${msg("Updates delivered")}</th><th scope="col" class="r">${msg("Embeds opened")}</th><th scope="col" class="r">${msg("Refused")}</th></tr></thead>
			<tbody>${days.map(({ day, connections, deliveries, fragments, refused }) => html`<tr><td>${this.desk.times.day(`${day}T12:00:00Z`)}</td><td class="r num">${sayCount(connections)}</td><td class="r num">${sayCount(deliveries)}</td><td class="r num">${sayCount(fragments)}</td><td class="r num">${sayCount(refused)}</td></tr>`)}</tbody></table></div>`;
	}
}

customElements.define("partners-panel", PartnersPanel);
