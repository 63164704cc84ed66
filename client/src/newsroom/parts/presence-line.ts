import type { PersonHere } from "@dateline/shared/protocol";
import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { DeskElement } from "./desk-element.ts";
import { sayClock, saySpan } from "./durations.ts";
import { initials } from "./initials.ts";
import { colourOf } from "./person-colour.ts";
import { plural } from "./plural.ts";

/** Who was not heard for so long has no connection, milliseconds. */
const silence = 12_000;

/** Everybody who has this story on the screen, what they do and since when: the right column's "In this story". */
export class PresenceLine extends DeskElement {
	static override properties = { storyId: {} };
	declare storyId: string;
	private timer: ReturnType<typeof setInterval> | undefined;

	constructor() {
		super();
		this.storyId = "";
	}

	override connectedCallback() {
		if (!this.hasUpdated) this.watch(this.desk.together.observe);
		super.connectedCallback();
		this.timer = setInterval(() => this.requestUpdate(), 1000);
	}

	override disconnectedCallback() {
		super.disconnectedCallback();
		clearInterval(this.timer);
	}

	protected override render() {
		const { together } = this.desk;
		const everybody = together.people(this.storyId);
		// Whoever is here in one tab is not missed in another.
		const people = everybody.filter(
			(one) =>
				!this.isLost(one) ||
				one.doing.queued > 0 ||
				!everybody.some((other) => other.id === one.id && !this.isLost(other)),
		);
		const count = new Set(people.map(({ id }) => id)).size;
		return html`<section class="presence" aria-labelledby="s-here"><h2 id="s-here">${msg("In this story")}
				<span class="more">${count === 0 ? nothing : count === 1 ? msg("you alone") : plural(count, msg(str`${count} [person|people]`))}</span></h2>
			${
				people.length === 0
					? html`<p class="dim">${together.connected ? msg("Looking who is here.") : msg("Not known without a connection.")}</p>`
					: html`<ul class="here">${repeat(
							people,
							({ tab }) => tab,
							(person) => this.renderPerson(person),
						)}</ul>`
			}</section>`;
	}

	private renderPerson(person: PersonHere) {
		const { together } = this.desk;
		const isMe = person.tab === together.tab;
		const silent = this.silenceOf(person);
		const isLost = this.isLost(person);
		const spent = together.now() - Date.parse(person.since);
		return html`<li class=${colourOf(person.id)} data-person=${person.name}><span class="who ${isLost ? "off" : ""}" aria-hidden="true">${initials(person.name)}</span>
			<span>${isMe ? msg(str`${person.name}, you`) : person.name}<small class=${isLost ? "warn" : ""}>${isLost ? this.sayLost(person, silent) : this.sayDoing(person)}</small></span>
			<span class="t">${isLost ? saySpan(silent) : person.doing.kind === "editing" ? sayClock(spent) : msg("now")}</span></li>`;
	}

	private silenceOf({ heardAt }: PersonHere): number {
		return this.desk.together.now() - Date.parse(heardAt);
	}

	/** Nobody knows of its tab any more; what may wait in it is worth a line of its own. */
	private isLost(person: PersonHere): boolean {
		return person.tab !== this.desk.together.tab && this.silenceOf(person) > silence;
	}

	private sayLost(person: PersonHere, silent: number): string {
		const { queued } = person.doing;
		if (queued > 0) return plural(queued, msg(str`no connection, ${queued} [change waits|changes wait] there`));
		return msg(str`no connection for ${saySpan(silent)}`);
	}

	private sayDoing({ doing }: PersonHere): string {
		switch (doing.kind) {
			case "writing":
				return doing.typing ? msg("writing a new post") : msg("in the composer");
			case "editing":
				return this.sayEditing(doing.subject);
			case "waiting":
				return msg("reading contributions");
			case "reading":
				return msg("reading the stream");
			case "elsewhere":
				return msg("in the newsroom");
		}
	}

	private sayEditing(subject: string | null): string {
		if (subject?.startsWith("story:")) return msg("editing the story’s text");
		const state = this.desk.readers.state(`story:${this.storyId}`);
		const posts = state?.kind === "story" ? state.posts : [];
		const post = posts.find(({ id }) => `post:${id}` === subject);
		if (!post) return msg("editing a post");
		const at = this.desk.times.minute(post.publishedAt);
		return post.headline ? msg(str`editing ${at}, ${post.headline}`) : msg(str`editing the post of ${at}`);
	}
}

customElements.define("presence-line", PresenceLine);
