import { eventTypes } from "@dateline/shared/model";
import type { WebhookInput, WebhookView } from "@dateline/shared/protocol";
import { msg } from "@lit/localize";
import { html } from "lit";
import { field, readForm } from "../parts/admin-form.ts";
import "../parts/channel-chooser.ts";
import { DeskElement } from "../parts/desk-element.ts";

/** Event types as somebody thinks of them: by what they are about. */
const groups = ["post", "key_development", "story", "card", "digest", "site"] as const;
type Group = (typeof groups)[number];

const sayGroup = (group: Group): string =>
	({
		post: msg("Posts: added, changed, withdrawn, restored"),
		key_development: msg("Key developments"),
		story: msg("Stories: published, updated, corrected, withdrawn, started, ended"),
		card: msg("Lists: whenever a story’s card changes"),
		digest: msg("The day’s digest"),
		site: msg("The site, its sections, topics, authors and pictures"),
	})[group];

const groupOf = (type: string): Group => {
	const kind = type.split(".")[0] as string;
	return groups.find((group) => group === kind) ?? "site";
};

/**
 * What a webhook is: a new one, or one that there is.
 *
 * @fires given - `detail` is what was filled in
 * @fires left - without a word
 */
export class WebhookForm extends DeskElement {
	static override properties = { webhook: { attribute: false }, problem: {}, channels: { state: true } };
	/** Null for a new one. */
	declare webhook: WebhookView | null;
	declare problem: string;
	declare channels: readonly string[];

	constructor() {
		super();
		this.webhook = null;
		this.problem = "";
		this.channels = [];
	}

	protected override willUpdate(changed: Map<string, unknown>) {
		if (changed.has("webhook")) this.channels = this.webhook?.channels ?? [];
	}

	private submit(event: SubmitEvent) {
		event.preventDefault();
		const read = readForm(event.target as HTMLFormElement);
		const chosen = groups.filter((group) => read(`about-${group}`) === "on");
		const detail: WebhookInput = {
			name: read("name"),
			address: read("address"),
			types: chosen.length === groups.length ? [] : eventTypes.filter((type) => chosen.includes(groupOf(type))),
			channels: [...this.channels],
		};
		this.dispatchEvent(new CustomEvent<WebhookInput>("given", { detail }));
	}

	protected override render() {
		const { webhook } = this;
		const types = webhook?.types ?? ["post.added", "key_development.added", "story.published"];
		const told = (group: Group) => types.length === 0 || types.some((type) => groupOf(type) === group);
		return html`<form class="narrow" @submit=${this.submit}><h3>${webhook === null ? msg("New webhook") : webhook.name}</h3>
			${field("name", msg("Name"), webhook?.name ?? "", { required: true, max: 100, hint: msg("who is told") })}
			${field("address", msg("Address"), webhook?.address ?? "", { required: true, max: 2_000, hint: msg("begins with https://") })}
			<fieldset class="field"><legend>${msg("It is told of")}</legend>${groups.map((group) => field(`about-${group}`, sayGroup(group), told(group), { type: "check" }))}</fieldset>
			<fieldset class="field"><legend>${msg("Only in")} <small>${msg("nothing chosen: everywhere")}</small></legend>
				<channel-chooser .desk=${this.desk} .chosen=${this.channels} @choice=${(event: CustomEvent<string[]>) => {
					this.channels = event.detail;
				}}></channel-chooser></fieldset>
			<div class="acts"><button class="btn solid">${webhook === null ? msg("Add it") : msg("Save")}</button>
				<button type="button" class="btn quiet" @click=${() => this.dispatchEvent(new CustomEvent("left"))}>${msg("Cancel")}</button>
				<span class="saved bad" role="alert">${this.problem}</span></div>
		</form>`;
	}
}

customElements.define("webhook-form", WebhookForm);
