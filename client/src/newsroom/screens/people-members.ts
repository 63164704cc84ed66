import type { StoryMembers as Members } from "@dateline/shared/protocol";
import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { members } from "../desk/accounts.ts";
import { sentenceOf } from "../desk/request.ts";
import { readForm } from "../parts/admin-form.ts";
import { DeskElement } from "../parts/desk-element.ts";
import { sayRole } from "./people-words.ts";

/** Who is in a story, and whether it is there for them alone: `<story-members .desk .storyId>`. */
export class StoryMembersElement extends DeskElement {
	static override properties = {
		storyId: {},
		read: { state: true },
		problem: { state: true },
		adding: { state: true },
	};
	declare storyId: string;
	declare read: Members | null;
	declare problem: string;
	declare adding: boolean;

	constructor() {
		super();
		this.storyId = "";
		this.read = null;
		this.problem = "";
		this.adding = false;
	}

	protected override updated(changed: Map<string, unknown>) {
		if (changed.has("storyId") && this.storyId !== "") void this.run(() => members.list(this.storyId));
	}

	private async run(work: () => Promise<Members>): Promise<boolean> {
		try {
			this.read = await work();
			this.problem = "";
			return true;
		} catch (error) {
			this.problem = sentenceOf(error);
			return false;
		}
	}

	private async add(event: SubmitEvent) {
		event.preventDefault();
		const given = readForm(event.target as HTMLFormElement);
		if (await this.run(() => members.put(this.storyId, given("member"), given("member-role")))) this.adding = false;
	}

	protected override render() {
		const { read, storyId } = this;
		if (read === null) return this.problem === "" ? nothing : html`<p class="bad" role="alert">${this.problem}</p>`;
		return html`<section class="story-members" aria-labelledby="members-${storyId}"><h2 id="members-${storyId}">${msg("Who is in this story")}${
			read.mayChange
				? html`<button class="more link" aria-expanded=${String(this.adding)} @click=${() => {
						this.adding = !this.adding;
					}}>${msg("Add")}</button>`
				: nothing
		}</h2>
			${read.members.length === 0 ? html`<p class="dim small">${msg("Nobody in particular: every editor, and who contributes to it.")}</p>` : nothing}
			<ul class="here members">${read.members.map((one) => this.renderMember(one, read.mayChange))}</ul>
			${this.adding ? this.renderAdd(read) : nothing}
			${
				read.mayChange
					? html`<div class="field check"><label><input type="checkbox" .checked=${read.membersOnly}
						@change=${(event: Event) => this.run(() => members.restrict(storyId, (event.target as HTMLInputElement).checked))} />${msg("Restricted: there for its members and administrators only")}</label></div>`
					: read.membersOnly
						? html`<p class="dim small">${msg("Restricted: there for its members and administrators only")}</p>`
						: nothing
			}
			<p class="bad" role="alert">${this.problem}</p></section>`;
	}

	private renderMember({ id, name, role, storyRole }: Members["members"][number], mayChange: boolean) {
		const said = storyRole === "editor" ? msg("editor") : msg("contributor");
		if (!mayChange) return html`<li class="member"><span>${name}<small>${said}</small></span></li>`;
		return html`<li class="member"><span>${name}<small>${sayRole(role)}</small></span>
			<select class="input small" aria-label=${msg(str`What ${name} is here`)} @change=${(event: Event) =>
				this.run(() => members.put(this.storyId, id, (event.target as HTMLSelectElement).value))}>
				<option value="editor" ?selected=${storyRole === "editor"}>${msg("editor")}</option>
				<option value="contributor" ?selected=${storyRole === "contributor"}>${msg("contributor")}</option></select>
			<button class="link" aria-label=${msg(str`Take ${name} out of this story`)} @click=${() => this.run(() => members.remove(this.storyId, id))}>${msg("Take out")}</button></li>`;
	}

	private renderAdd({ candidates }: Members) {
		if (candidates.length === 0) return html`<p class="dim small">${msg("Everybody is in it.")}</p>`;
		return html`<form class="add-member" aria-label=${msg("Add somebody to this story")} @submit=${this.add}>
			<div class="field"><label for="f-member">${msg("Who")}</label><select id="f-member" name="member" class="input">${candidates.map(
				({ id, name, role }) => html`<option value=${id}>${name}, ${sayRole(role)}</option>`,
			)}</select></div>
			<div class="field"><label for="f-member-role">${msg("As")}</label><select id="f-member-role" name="member-role" class="input">
				<option value="editor">${msg("Editor: publishes in this story")}</option><option value="contributor">${msg("Contributor: files to it")}</option></select></div>
			<button class="btn">${msg("Add to the story")}</button></form>`;
	}
}

customElements.define("story-members", StoryMembersElement);
