import { msg } from "@lit/localize";
import { html, nothing } from "lit";
import type { FeedForm } from "../../embed/feed-data.ts";
import { type PartnerName, partners } from "../desk/partners.ts";
import { choice } from "./admin-form.ts";
import { DeskElement } from "./desk-element.ts";

type Way = "script" | "frame" | "include";
type Theme = "partner" | "light" | "dark" | "auto" | "host";

const escapeText = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Makes the line that shows a story, or a list, on a partner's page, with what it will look like beside it. */
export class EmbedBuilder extends DeskElement {
	static override properties = {
		channel: {},
		headline: {},
		keys: { attribute: false },
		known: { state: true },
		partnerId: { state: true },
		list: { state: true },
		form: { state: true },
		theme: { state: true },
		language: { state: true },
		way: { state: true },
		copied: { state: true },
		height: { state: true },
	};
	/** What is embedded; empty lets one choose among the lists. */
	declare channel: string;
	declare headline: string;
	/** The partners, where whoever asks has them already. */
	declare keys: readonly PartnerName[] | null;
	declare known: readonly PartnerName[];
	declare partnerId: string;
	declare list: string;
	declare form: FeedForm;
	declare theme: Theme;
	declare language: string;
	declare way: Way;
	declare copied: boolean;
	declare height: number;

	constructor() {
		super();
		this.channel = "";
		this.headline = "";
		this.keys = null;
		this.known = [];
		this.partnerId = "";
		this.list = "feed";
		this.form = "compact";
		this.theme = "partner";
		this.language = "";
		this.way = "script";
		this.copied = false;
		this.height = 320;
	}

	override connectedCallback() {
		if (!this.hasUpdated) this.watch(this.desk.library.observe);
		super.connectedCallback();
		addEventListener("message", this.fit);
		if (this.keys === null)
			partners.names().then(
				({ items }) => {
					this.known = items;
				},
				() => undefined,
			);
	}

	override disconnectedCallback() {
		super.disconnectedCallback();
		removeEventListener("message", this.fit);
	}

	/** The preview says how high it is. */
	private fit = ({ source, origin, data }: MessageEvent) => {
		const frame = this.querySelector("iframe");
		if (origin !== location.origin || !frame || source !== frame.contentWindow) return;
		const { dateline, height } = data as { dateline?: string; height?: number };
		if (dateline === "height" && height) this.height = Math.min(900, height);
	};

	private async copy(line: string) {
		const field = this.querySelector<HTMLTextAreaElement>("textarea");
		field?.select();
		this.copied = await (navigator.clipboard?.writeText(line) ?? Promise.reject()).then(
			() => true,
			() => document.execCommand("copy"),
		);
	}

	/** A change of anything: what was copied is another line now. */
	private set<Name extends "partnerId" | "list" | "form" | "theme" | "language" | "way">(name: Name) {
		return (value: EmbedBuilder[Name]) => {
			(this as EmbedBuilder)[name] = value;
			this.copied = false;
		};
	}

	protected override render() {
		const all = (this.keys ?? this.known).filter((one) => !("revokedAt" in one) || one.revokedAt === null);
		const partner = all.find(({ id }) => id === this.partnerId) ?? all[0] ?? null;
		const channel = this.channel || this.list;
		const line = this.lineOf(channel, partner);
		return html`<div class="embed-builder">
			<div class="narrow">
				${
					all.length === 0
						? html`<p class="dim">${msg("There is no partner yet: an administrator adds one under Administration, Partners.")}</p>`
						: choice(
								"eb-partner",
								msg("Partner"),
								all.map(({ id, name }) => ({ value: id, label: name })),
								partner?.id ?? "",
								this.set("partnerId"),
							)
				}
				${this.channel ? nothing : this.renderLists()}
				${choice<FeedForm>(
					"eb-form",
					msg("Form"),
					[
						{ value: "compact", label: msg("Compact: the three newest") },
						{ value: "list", label: msg("List: with their words") },
						{ value: "ticker", label: msg("Ticker: one line") },
						{ value: "key-developments", label: msg("Key developments only") },
					],
					this.form,
					this.set("form"),
				)}
				${choice<Theme>(
					"eb-theme",
					msg("Light or dark"),
					[
						{ value: "partner", label: msg("As set for the partner") },
						{ value: "auto", label: msg("As the reader’s device") },
						{ value: "light", label: msg("Light") },
						{ value: "dark", label: msg("Dark") },
						{ value: "host", label: msg("As the page around it") },
					],
					this.theme,
					this.set("theme"),
				)}
				${choice(
					"eb-language",
					msg("Language of its buttons"),
					[
						{ value: "", label: msg("The page’s own") },
						{ value: "en", label: "English" },
						{ value: "uk", label: "Українська" },
						{ value: "ar", label: "العربية" },
					],
					this.language,
					this.set("language"),
				)}
				${choice<Way>(
					"eb-way",
					msg("How"),
					[
						{ value: "script", label: msg("A line with a script: best") },
						{ value: "frame", label: msg("A frame, where no script is allowed") },
						{ value: "include", label: msg("HTML for the partner’s server to include") },
					],
					this.way,
					this.set("way"),
				)}
				<div class="field"><label for="eb-line">${msg("The line to copy")}</label><textarea id="eb-line" class="input" rows="5" readonly dir="ltr" .value=${line}></textarea></div>
				<div class="acts"><button type="button" class="btn" @click=${() => this.copy(line)}>${this.copied ? msg("Copied") : msg("Copy the line")}</button></div>
			</div>
			<div class="embed-preview"><p class="dim">${msg("What it looks like now")}</p>
				<iframe title=${msg("Preview of the embed")} src=${this.frameOf(channel, partner, "")} height=${this.height}></iframe></div>
		</div>`;
	}

	private renderLists() {
		const { sections, topics, site } = this.desk.library;
		const options = [
			{ value: "feed", label: site.name },
			...sections.map(({ id, name }) => ({ value: `section:${id}`, label: name })),
			...topics.map(({ id, name }) => ({ value: `topic:${id}`, label: name })),
		];
		return choice("eb-list", msg("Which news"), options, this.list, this.set("list"));
	}

	/** The theme that is written; none where the partner's own holds. */
	private get scheme(): string {
		return this.theme === "partner" ? "" : this.theme;
	}

	/** The address of the frame, of the preview as of the line. */
	private frameOf(channel: string, partner: PartnerName | null, origin: string, kind = ""): string {
		const query = new URLSearchParams({ ...(partner && { partner: partner.key }), form: this.form });
		if (this.scheme) query.set("theme", this.scheme);
		if (this.language) query.set("lang", this.language);
		return `${origin}/embed/${kind}${channel.replace(":", "/")}?${query}`;
	}

	private lineOf(channel: string, partner: PartnerName | null): string {
		const { origin } = location;
		const title = this.headline || this.desk.library.site.name;
		if (this.way === "include") return this.frameOf(channel, partner, origin, "fragment/");
		if (this.way === "frame") {
			const height = this.form === "ticker" ? 48 : 420;
			return `<iframe src="${escapeText(this.frameOf(channel, partner, origin))}" title="${escapeText(title)}" width="100%" height="${height}" loading="lazy" sandbox="allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox" frameborder="0"></iframe>`;
		}
		const attributes = [
			`channel="${channel}"`,
			...(partner ? [`partner="${partner.key}"`] : []),
			`form="${this.form}"`,
			...(this.scheme ? [`theme="${this.scheme}"`] : []),
			...(this.language ? [`lang="${this.language}"`] : []),
		];
		const link = `${origin}/embed/open/${channel.replace(":", "/")}`;
		return `<script type="module" src="${origin}/embed.js"></script><dateline-feed ${attributes.join(" ")}><a href="${link}">${escapeText(title)}</a></dateline-feed>`;
	}
}

customElements.define("embed-builder", EmbedBuilder);
