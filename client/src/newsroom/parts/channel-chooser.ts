import { msg } from "@lit/localize";
import { html } from "lit";
import { DeskElement } from "./desk-element.ts";
import "./story-chooser.ts";

/**
 * Channels to choose: sections, topics and authors by their names, stories by the words of their headlines.
 *
 * @fires choice - `detail` has the channels
 */
export class ChannelChooser extends DeskElement {
	static override properties = { chosen: { attribute: false } };
	declare chosen: readonly string[];

	constructor() {
		super();
		this.chosen = [];
	}

	private tell(channels: readonly string[]) {
		this.dispatchEvent(new CustomEvent<string[]>("choice", { detail: [...channels] }));
	}

	private add(event: Event) {
		const list = event.target as HTMLSelectElement;
		if (list.value) this.tell([...this.chosen, list.value]);
		list.value = "";
	}

	private nameOf(channel: string): string {
		const [kind, id] = channel.split(":");
		const { sections, topics, authors } = this.desk.library;
		if (kind === "feed") return msg("The whole feed");
		if (kind === "site") return msg("The site itself");
		const named = [...sections, ...topics, ...authors].find((one) => one.id === id);
		return named?.name ?? channel;
	}

	protected override render() {
		const { chosen } = this;
		const stories = chosen.filter((channel) => channel.startsWith("story:"));
		const lists = chosen.filter((channel) => !channel.startsWith("story:"));
		const { sections, topics, authors } = this.desk.library;
		const free = (channel: string) => !chosen.includes(channel);
		const group = (label: string, kind: string, items: readonly { id: string; name: string }[]) => {
			const left = items.filter(({ id }) => free(`${kind}:${id}`));
			return left.length === 0
				? ""
				: html`<optgroup label=${label}>${left.map(({ id, name }) => html`<option value="${kind}:${id}">${name}</option>`)}</optgroup>`;
		};
		return html`<ul class="kd">${lists.map(
			(channel) =>
				html`<li><span>${this.nameOf(channel)}</span><button type="button" class="link" @click=${() => this.tell(chosen.filter((one) => one !== channel))}>${msg("Remove")}<span class="sr"> ${this.nameOf(channel)}</span></button></li>`,
		)}</ul>
			<label class="sr" for="channel-list">${msg("Add a list")}</label>
			<select id="channel-list" class="input" @change=${this.add}><option value="">${msg("Add a list…")}</option>
				${free("feed") ? html`<option value="feed">${msg("The whole feed")}</option>` : ""}
				${free("site") ? html`<option value="site">${msg("The site itself")}</option>` : ""}
				${group(msg("Sections"), "section", sections)} ${group(msg("Topics"), "topic", topics)} ${group(msg("Authors"), "author", authors)}</select>
			<story-chooser .desk=${this.desk} .chosen=${stories.map((channel) => channel.slice(6))} .without=${""}
				@choice=${(event: CustomEvent<string[]>) => this.tell([...lists, ...event.detail.map((id) => `story:${id}`)])}></story-chooser>`;
	}
}

customElements.define("channel-chooser", ChannelChooser);
