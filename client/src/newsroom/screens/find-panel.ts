import type { Found } from "@dateline/shared/protocol";
import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { search } from "../desk/administration.ts";
import { api } from "../desk/api.ts";
import { cutAtWords, type Group, minutesOf, readTyped, type Thing } from "../desk/find-things.ts";
import { sentenceOf } from "../desk/request.ts";
import { DeskElement } from "../parts/desk-element.ts";
import { icon } from "../parts/icon.ts";
import { initials } from "../parts/initials.ts";
import { letterOf } from "../parts/keys.ts";
import { actsFor, groupsOf, listActions } from "./find-groups.ts";

/** Milliseconds after the last key until the server is asked. */
const pause = 90;
/** Milliseconds for the second key after `G`. */
const second = 1_500;
const places: Readonly<Record<string, string>> = {
	s: "/newsroom",
	m: "/newsroom/media",
	d: "/newsroom/digest",
	a: "/newsroom/administration",
};

/**
 * Find, go to, do: opened by Cmd or Ctrl with K, in the right column, so that nothing stands before the composer and
 * the caret waits there. Also the keys that begin with G.
 */
export class FindPanel extends DeskElement {
	static override properties = {
		open: { state: true },
		typed: { state: true },
		found: { state: true },
		chosen: { state: true },
		took: { state: true },
		problem: { state: true },
	};
	declare open: boolean;
	declare typed: string;
	declare found: readonly Found[];
	/** The key of the thing that Enter takes. */
	declare chosen: string | null;
	/** Milliseconds of the last answer. */
	declare took: number | null;
	declare problem: string;
	private origin: HTMLElement | null = null;
	private wasEditing = false;
	private timer: ReturnType<typeof setTimeout> | undefined;
	private asking: AbortController | null = null;
	private goneTo: ReturnType<typeof setTimeout> | null = null;

	constructor() {
		super();
		this.open = false;
		this.typed = "";
		this.found = [];
		this.chosen = null;
		this.took = null;
		this.problem = "";
	}

	override connectedCallback() {
		super.connectedCallback();
		document.addEventListener("keydown", this.onAnyKey);
		document.addEventListener("keydown", this.onGo, { capture: true });
		document.addEventListener("find", this.onFind);
	}

	override disconnectedCallback() {
		super.disconnectedCallback();
		document.removeEventListener("keydown", this.onAnyKey);
		document.removeEventListener("keydown", this.onGo, { capture: true });
		document.removeEventListener("find", this.onFind);
	}

	private readonly onFind = () => this.show();

	private readonly onAnyKey = (event: KeyboardEvent) => {
		if (event.defaultPrevented || event.key.toLowerCase() !== "k" || event.altKey || event.shiftKey) return;
		if (!event.metaKey && !event.ctrlKey) return;
		event.preventDefault();
		if (this.open) this.leave();
		else this.show();
	};

	/** `G`, then a letter: it goes before what the letter means elsewhere. */
	private readonly onGo = (event: KeyboardEvent) => {
		const letter = letterOf(event);
		if (this.goneTo === null) {
			if (letter === "g") this.goneTo = setTimeout(() => this.endGo(), second);
			return;
		}
		this.endGo();
		const path = letter === null ? undefined : places[letter];
		if (path === undefined) return;
		event.preventDefault();
		event.stopImmediatePropagation();
		this.desk.go(path);
	};

	private endGo() {
		if (this.goneTo !== null) clearTimeout(this.goneTo);
		this.goneTo = null;
	}

	private show() {
		const active = document.activeElement;
		this.origin = active instanceof HTMLElement && active !== document.body ? active : null;
		this.wasEditing = this.origin?.isContentEditable ?? false;
		this.open = true;
		this.typed = "";
		this.found = [];
		this.chosen = null;
		this.took = null;
		this.problem = "";
		void this.updateComplete.then(() => this.querySelector("input")?.focus());
	}

	/** Puts it away; the keyboard is where it was. */
	private leave() {
		this.open = false;
		this.asking?.abort();
		clearTimeout(this.timer);
		const { origin } = this;
		void this.updateComplete.then(() => origin?.isConnected && origin.focus({ preventScroll: true }));
	}

	private type(event: Event) {
		this.typed = (event.target as HTMLInputElement).value;
		this.chosen = null;
		clearTimeout(this.timer);
		this.timer = setTimeout(() => void this.ask(), pause);
	}

	private async ask() {
		const { mode, words } = readTyped(this.typed);
		this.asking?.abort();
		if (words === "" || mode === "do" || mode === "topic") {
			this.found = [];
			this.took = null;
			return;
		}
		this.asking = new AbortController();
		const { signal } = this.asking;
		const begun = performance.now();
		try {
			const items = mode === "time" ? await this.askTime(words) : (await search(words, signal)).items;
			if (signal.aborted) return;
			this.found = items;
			this.took = Math.round(performance.now() - begun);
			this.problem = "";
		} catch (error) {
			if (!signal.aborted) this.problem = sentenceOf(error);
		}
	}

	/** The posts around a time of the day, of the story that is open. */
	private async askTime(words: string): Promise<Found[]> {
		const minutes = minutesOf(words);
		const storyId = /^\/newsroom\/story\/([^/]+)/.exec(location.pathname)?.[1];
		if (minutes === null || storyId === undefined) return [];
		const { items } = await api.posts(storyId);
		const { times } = this.desk;
		const away = (at: string) => Math.abs((minutesOf(times.minute(at)) ?? 0) - minutes);
		return items
			.flatMap((post) => {
				const at = post.publishedAt ?? post.createdAt;
				const content = post.content ?? post.draft;
				return [
					{
						kind: "post" as const,
						id: post.id,
						storyId,
						title: content?.headline ?? "",
						text: "",
						at,
						state: post.status,
						picture: null,
					},
				];
			})
			.sort((one, other) => away(one.at) - away(other.at))
			.slice(0, 8);
	}

	private get groups(): Group[] {
		const { mode, words } = readTyped(this.typed);
		const signOut = () => void this.dispatchEvent(new Event("sign-out", { bubbles: true }));
		const groups = groupsOf(this.desk, { mode, words, found: this.found, actions: listActions(this.desk, signOut) });
		const acts = actsFor(this.chosenFound(groups), this.desk);
		return acts && groups[0] ? [groups[0], acts, ...groups.slice(1)] : groups;
	}

	/** What can be done belongs to the text that was chosen last, also while one of its acts is. */
	private chosenFound(groups: readonly Group[]): Found | undefined {
		const key = this.chosen?.startsWith("act:") ? this.lastText : (this.chosen ?? groups[0]?.things[0]?.key);
		const found = this.found.find(({ kind, id }) => `${kind}:${id}` === key);
		this.lastText = found ? `${found.kind}:${found.id}` : null;
		return found;
	}
	private lastText: string | null = null;

	private onKey(event: KeyboardEvent, things: readonly Thing[]) {
		const at = Math.max(
			0,
			things.findIndex(({ key }) => key === this.chosen),
		);
		const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
		if (event.key === "Escape") this.leave();
		else if (step !== undefined) this.chosen = things[(at + step + things.length) % things.length]?.key ?? null;
		else if (event.key === "Enter" && !event.isComposing) this.take(things[at]);
		else return;
		event.preventDefault();
		event.stopPropagation();
		void this.updateComplete.then(() =>
			this.querySelector("[aria-selected='true']")?.scrollIntoView({ block: "nearest" }),
		);
	}

	private take(thing: Thing | undefined) {
		if (thing === undefined) return;
		this.open = false;
		this.asking?.abort();
		thing.run();
	}

	protected override render() {
		if (!this.open) return nothing;
		const groups = this.groups;
		const things = groups.flatMap((group) => group.things);
		const chosen = things.find(({ key }) => key === this.chosen) ?? things[0];
		const place = chosen ? things.indexOf(chosen) : -1;
		return html`<aside class="side find on-top" aria-label=${msg("Find, go to, do")}>
			<div class="find-field"><label class="sr" for="find-words">${msg("Find, go to, do")}</label>${icon("search")}
				<input id="find-words" role="combobox" aria-expanded="true" aria-controls="find-list" aria-autocomplete="list" aria-activedescendant=${place < 0 ? nothing : `find-${place}`}
					autocomplete="off" spellcheck="false" maxlength="200" .value=${this.typed} @input=${this.type} @keydown=${(event: KeyboardEvent) => this.onKey(event, things)} />
				<button type="button" class="find-esc" @click=${this.leave}><kbd>Esc</kbd><span class="sr">, ${msg("put it away")}</span></button></div>
			<p class="find-says" role="status">${this.say(things.length)}</p>
			<div id="find-list" role="listbox" aria-label=${msg("Found")} tabindex="-1">${groups.map((group, index) => this.renderGroup(group, `find-g${index}`, things, chosen))}</div>
			${this.renderLook(chosen)}
			<p class="find-help" aria-hidden="true"><span><kbd>></kbd> ${msg("do")}</span><span><kbd>@</kbd> ${msg("person")}</span><span><kbd>#</kbd> ${msg("topic")}</span><span><kbd>:</kbd> ${msg("time, :13:40")}</span></p>
		</aside>`;
	}

	private say(count: number): string {
		if (this.problem) return this.problem;
		const waits = this.wasEditing ? msg("Your caret waits in the text.") : "";
		if (this.typed.trim() === "") return waits || msg("Type a word, or choose.");
		if (count === 0) return this.took === null ? "" : msg(str`Nothing has “${this.typed.trim()}”.`);
		if (this.took === null) return waits;
		return msg(str`${this.found.length} found in ${this.took} ms. ${waits}`);
	}

	private renderGroup(group: Group, id: string, things: readonly Thing[], chosen: Thing | undefined) {
		const { words } = readTyped(this.typed);
		const mark = (text: string) =>
			cutAtWords(text, words).map((part, index) => (index % 2 === 1 ? html`<mark>${part}</mark>` : part));
		return html`<div role="group" aria-labelledby=${id}><h2 id=${id} role="presentation">${group.title}</h2>${group.things.map(
			(
				thing,
			) => html`<div role="option" id="find-${things.indexOf(thing)}" aria-selected=${thing === chosen ? "true" : "false"}
				@click=${() => this.take(thing)} @mousemove=${() => {
					this.chosen = thing.key;
				}}><span class="at num">${
					thing.picture
						? html`<img src=${thing.picture} alt="" />`
						: thing.kind === "person"
							? html`<span class="who p4" aria-hidden="true">${initials(thing.title)}</span>`
							: thing.at
				}</span><span class="t"><span>${mark(thing.title)}</span>${thing.text ? html`<small>${mark(thing.text)}</small>` : nothing}</span>${
					thing.keys && (thing === chosen || thing.keys !== "↵") ? html`<kbd>${thing.keys}</kbd>` : nothing
				}</div>`,
		)}</div>`;
	}

	private renderLook(chosen: Thing | undefined) {
		const found = this.found.find(({ kind, id }) => chosen && `${kind}:${id}` === chosen.key);
		if (!found || (found.kind !== "post" && found.kind !== "story")) return nothing;
		return html`<div class="find-look" role="region" aria-label=${msg("Look")}><div class="post"><div class="gutter">${
			found.at ? html`<time datetime=${found.at}>${this.desk.times.minute(found.at)}</time>` : nothing
		}<span>${found.state}</span></div><div class="text"><div class="prose"><p>${found.text}</p></div></div></div></div>`;
	}
}

customElements.define("find-panel", FindPanel);
