import { narrowest } from "@dateline/shared/model";
import type { EditorMedia, MediaCut } from "@dateline/shared/protocol";
import { msg, str } from "@lit/localize";
import { html, nothing, type PropertyValues } from "lit";
import { DeskElement } from "./desk-element.ts";

/** The forms that readers' pages and partners cut a picture to. */
const forms = [
	{ id: "16:9", ratio: 16 / 9 },
	{ id: "1:1", ratio: 1 },
	{ id: "4:5", ratio: 4 / 5 },
	{ id: "9:16", ratio: 9 / 16 },
] as const;
type Form = (typeof forms)[number]["id"];

type Focus = EditorMedia["focus"];

const clamp = (share: number): number => Math.min(1, Math.max(0, share));

/** The part of a picture of this ratio that a form keeps when it is cut around the focal point, in shares of its sides. */
export function frameOf(ratio: number, form: number, { x, y }: Focus): MediaCut {
	const [width, height] = ratio > form ? [form / ratio, 1] : [1, ratio / form];
	return { x: (1 - width) * x, y: (1 - height) * y, width, height };
}

/**
 * The focal point of a picture: dragged, clicked or moved by the arrow keys (a hundredth, a tenth with Shift), with what
 * each form keeps of the picture.
 *
 * @fires focus-chosen - `detail` is `{ x, y }`, when the hand lets go or the key is up
 * @fires cut - `detail` is the part that the chosen form keeps
 */
export class PictureFocus extends DeskElement {
	static override properties = { media: { attribute: false }, at: { state: true }, form: { state: true } };
	declare media: EditorMedia;
	/** Where it is while it is moved. */
	declare at: Focus | null;
	declare form: Form;
	private dragging = false;

	constructor() {
		super();
		this.at = null;
		this.form = "16:9";
	}

	private get focus_(): Focus {
		return this.at ?? this.media.focus;
	}

	protected override willUpdate(changed: PropertyValues<this>) {
		const before = changed.get("media");
		if (changed.has("media") && before?.id !== this.media.id) this.at = null;
	}

	/** The page's policy allows no style attribute: places are set where no text of the page holds them. */
	protected override updated() {
		const { x, y } = this.focus_;
		const place = (element: HTMLElement | null, values: Record<string, number>) => {
			for (const [name, value] of Object.entries(values)) element?.style.setProperty(name, `${value * 100}%`);
		};
		const form = forms.find(({ id }) => id === this.form) ?? forms[0];
		const frame = frameOf(this.media.width / this.media.height, form.ratio, this.focus_);
		place(this.querySelector(".focal"), { left: x, top: y });
		place(this.querySelector(".frame"), {
			left: frame.x,
			top: frame.y,
			width: frame.width,
			height: frame.height,
		});
		for (const image of this.querySelectorAll<HTMLElement>(".ratios img"))
			image.style.objectPosition = `${x * 100}% ${y * 100}%`;
	}

	private placeOf(event: PointerEvent): Focus {
		const box = (this.querySelector(".crop") as HTMLElement).getBoundingClientRect();
		return { x: clamp((event.clientX - box.left) / box.width), y: clamp((event.clientY - box.top) / box.height) };
	}

	private onDown(event: PointerEvent) {
		if (event.button !== 0) return;
		event.preventDefault();
		this.dragging = true;
		(event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
		this.at = this.placeOf(event);
		this.querySelector<HTMLElement>(".focal")?.focus();
	}

	private onMove(event: PointerEvent) {
		if (this.dragging) this.at = this.placeOf(event);
	}

	private onUp() {
		if (!this.dragging) return;
		this.dragging = false;
		this.tell();
	}

	private onKey(event: KeyboardEvent) {
		const step = event.shiftKey ? 0.1 : 0.01;
		const moves: Record<string, [number, number]> = {
			ArrowLeft: [-step, 0],
			ArrowRight: [step, 0],
			ArrowUp: [0, -step],
			ArrowDown: [0, step],
		};
		const move = moves[event.key];
		if (!move) return;
		event.preventDefault();
		event.stopPropagation();
		const { x, y } = this.focus_;
		this.at = { x: clamp(x + move[0]), y: clamp(y + move[1]) };
	}

	private tell() {
		if (this.at === null) return;
		const round = (share: number) => Math.round(share * 1_000) / 1_000;
		const detail = { x: round(this.at.x), y: round(this.at.y) };
		this.dispatchEvent(new CustomEvent<Focus>("focus-chosen", { detail }));
	}

	private cut() {
		const form = forms.find(({ id }) => id === this.form) ?? forms[0];
		const detail = frameOf(this.media.width / this.media.height, form.ratio, this.focus_);
		this.dispatchEvent(new CustomEvent<MediaCut>("cut", { detail }));
	}

	protected override render() {
		const { media } = this;
		const { x, y } = this.focus_;
		const [across, down] = [Math.round(x * 100), Math.round(y * 100)];
		const source = narrowest(media, 700);
		const sayForm: Record<Form, string> = {
			"16:9": msg("16:9 story"),
			"1:1": msg("1:1 card"),
			"4:5": "4:5",
			"9:16": "9:16",
		};
		return html`<div class="crop" @pointerdown=${this.onDown} @pointermove=${this.onMove} @pointerup=${this.onUp} @pointercancel=${this.onUp}>
				<img src=${source} alt=${media.alt} width=${media.width} height=${media.height} draggable="false" />
				<div class="clip"><div class="frame"></div></div>
				<button type="button" class="focal" aria-label=${msg(str`Focal point, ${across} percent across, ${down} percent down. Arrow keys move it.`)}
					@keydown=${this.onKey} @keyup=${(event: KeyboardEvent) => event.key.startsWith("Arrow") && this.tell()}></button>
			</div>
			<div class="ratios" role="group" aria-label=${msg("How it will be cut")}>${forms.map(
				({ id }) =>
					html`<button type="button" data-form=${id} aria-pressed=${String(this.form === id)} @click=${() => {
						this.form = id;
					}}><img src=${source} alt="" /><span>${sayForm[id]}</span></button>`,
			)}</div>
			${
				this.desk.publishes || media.uses === 0
					? html`<p class="cut-line"><button type="button" class="link" @click=${this.cut}>${msg(str`Keep only this part, as a picture of its own (${sayForm[this.form]})`)}</button></p>`
					: nothing
			}`;
	}
}

customElements.define("picture-focus", PictureFocus);
