import { html, LitElement } from "lit";
import { commandEnter, commandKey, letterOf } from "./keys.ts";

const groups: readonly { title: string; keys: readonly (readonly [string, string])[] }[] = [
	{
		title: "Writing",
		keys: [
			["Publish, and stay", commandEnter],
			["Put aside as draft", commandKey("S")],
			["Bold, italic", `${commandKey("B")} ${commandKey("I")}`],
			["Undo, redo", `${commandKey("Z")} ${commandKey("Shift Z")}`],
			["List, quote, heading", "-  >  ##"],
			["Insert", "/"],
			["To the stream", "Esc"],
		],
	},
	{
		title: "In the stream",
		keys: [
			["Write a post", "C"],
			["Next, previous", "J K"],
			["Edit", "E"],
			["Key event", "M"],
			["Key development", "D"],
			["Pin", "P"],
			["Withdraw", "W"],
			["Undo the withdrawal", "U"],
		],
	},
	{
		title: "In the list of stories",
		keys: [
			["Next, previous", "J K"],
			["Open", "↵"],
			["Find", "F"],
			["New live story, new article", "N A"],
		],
	},
	{
		title: "In the digest",
		keys: [
			["Up, down", "Alt ↑ ↓"],
			["Leave out", "X"],
		],
	},
];

/** Every key, shown by `?` and put away by Esc. */
export class KeySheet extends LitElement {
	protected override createRenderRoot() {
		return this;
	}

	override connectedCallback() {
		super.connectedCallback();
		document.addEventListener("keydown", this.onKey);
	}

	override disconnectedCallback() {
		super.disconnectedCallback();
		document.removeEventListener("keydown", this.onKey);
	}

	private readonly onKey = (event: KeyboardEvent) => {
		if (letterOf(event) !== "?") return;
		event.preventDefault();
		const dialog = this.querySelector("dialog");
		if (dialog?.open) dialog.close();
		else dialog?.showModal();
	};

	protected override render() {
		return html`<dialog aria-labelledby="key-sheet"><h2 id="key-sheet">Every key</h2>
			<div class="sheet">${groups.map(
				({ title, keys }) =>
					html`<h3>${title}</h3>${keys.map(
						([what, key]) =>
							html`<p><span>${what}</span>${key.split(/ (?=[^ ])/).map((one) => html`<kbd>${one.trim()}</kbd>`)}</p>`,
					)}`,
			)}</div>
			<p class="dim">Single letters act only while nobody writes. Esc puts this away.</p></dialog>`;
	}
}

customElements.define("key-sheet", KeySheet);
