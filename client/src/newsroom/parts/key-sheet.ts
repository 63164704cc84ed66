import { msg, updateWhenLocaleChanges } from "@lit/localize";
import { html, LitElement } from "lit";
import { commandEnter, commandKey, letterOf, lettersAct, setLettersAct } from "./keys.ts";

const groups = (): { title: string; keys: (readonly [string, string])[] }[] => [
	{
		title: msg("Anywhere"),
		keys: [
			[msg("Find, go to, do"), commandKey("K")],
			[msg("Write a post"), "C"],
			[msg("Stories, media, digest, administration"), "G then S M D A"],
			[msg("This list"), "?"],
		],
	},
	{
		title: msg("Writing"),
		keys: [
			[msg("Publish, and stay"), commandEnter],
			[msg("Put aside as draft"), commandKey("S")],
			[msg("Insert or set"), "/"],
			[msg("Key event, pin, breaking"), "/key /pin /breaking"],
			[msg("Editorial time, author"), "/time 13:40 /by"],
			[msg("Link the selection"), commandKey("K")],
			[msg("Bold, italic"), `${commandKey("B")} ${commandKey("I")}`],
			[msg("Undo, redo"), `${commandKey("Z")} ${commandKey("Shift Z")}`],
			[msg("List, quote, heading"), "- > ##"],
			[msg("To the stream"), "Esc"],
		],
	},
	{
		title: msg("In the stream"),
		keys: [
			[msg("Next, previous"), "J K"],
			[msg("Edit"), "E"],
			[msg("Key event"), "M"],
			[msg("Key development"), "D"],
			[msg("Pin"), "P"],
			[msg("Set its time"), "T"],
			[msg("History"), "H"],
			[msg("Select, to merge or move"), "X"],
			[msg("Withdraw"), "W"],
			[msg("Withdraw, and say why"), "Shift W"],
			[msg("Undo the last withdrawal, merger or move"), "U"],
		],
	},
	{
		title: msg("In lists"),
		keys: [
			[msg("Next, previous"), "J K"],
			[msg("Open"), "↵"],
			[msg("Look"), "Space"],
			[msg("Filter"), "F"],
			[msg("New"), "N"],
			[msg("Views"), "1 – 9"],
		],
	},
	{
		title: msg("Revisions, waiting, schedule, digest"),
		keys: [
			[msg("Next change, change before"), "N P"],
			[msg("Words, sides"), "V"],
			[msg("Restore"), "R"],
			[msg("Send back"), "B"],
			[msg("Five minutes earlier, later"), "Alt↑ Alt↓"],
			[msg("Take in, leave out"), "A X"],
		],
	},
];

/** Every key, shown by `?` or the button in the bar of keys, and put away by Esc. */
export class KeySheet extends LitElement {
	constructor() {
		super();
		updateWhenLocaleChanges(this);
	}

	protected override createRenderRoot() {
		return this;
	}

	override connectedCallback() {
		super.connectedCallback();
		document.addEventListener("keydown", this.onKey);
		document.addEventListener("show-keys", this.toggle);
	}

	override disconnectedCallback() {
		super.disconnectedCallback();
		document.removeEventListener("keydown", this.onKey);
		document.removeEventListener("show-keys", this.toggle);
	}

	private readonly onKey = (event: KeyboardEvent) => {
		if (letterOf(event) !== "?") return;
		event.preventDefault();
		this.toggle();
	};

	private readonly toggle = () => {
		const dialog = this.querySelector("dialog");
		if (dialog?.open) dialog.close();
		else dialog?.showModal();
	};

	protected override render() {
		return html`<dialog aria-labelledby="key-sheet"><h2 id="key-sheet">${msg("Every key")}</h2>
			<div class="sheet">${groups().map(
				({ title, keys }) =>
					html`<div><h3>${title}</h3>${keys.map(
						([what, key]) =>
							html`<p><span>${what}</span><span class="of">${key.split(/ (?=[^ ])/).map((one) => html`<kbd>${one.trim()}</kbd>`)}</span></p>`,
					)}</div>`,
			)}</div>
			<label class="check"><input type="checkbox" .checked=${lettersAct()} @change=${(event: Event) =>
				setLettersAct(
					(event.target as HTMLInputElement).checked,
				)} /> ${msg("Single letters act, on this device")}</label>
			<p class="dim">${msg("Single letters act only while a list has focus, and never while somebody writes. Esc puts this away.")}</p>
			<form method="dialog"><button class="btn">${msg("Back to work")}</button></form></dialog>`;
	}
}

customElements.define("key-sheet", KeySheet);
