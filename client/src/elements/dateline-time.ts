import {
	differs,
	formatClock,
	formatFull,
	formatLongDay,
	formatRelative,
	formatShort,
	formatStamp,
	formatZone,
	type TimeStyle,
} from "../pages/format-time.ts";

/** Every element on the page; one timer for all of them, at the turn of the minute. */
const shown = new Set<DatelineTime>();
let timer: ReturnType<typeof setTimeout> | undefined;
let watching = false;

function schedule(): void {
	clearTimeout(timer);
	timer = undefined;
	if (shown.size === 0) return;
	timer = setTimeout(
		() => {
			for (const element of shown) element.write();
			schedule();
		},
		60_000 - (Date.now() % 60_000),
	);
}

/** On paper no time is relative: nobody knows when it is read. */
let printing = false;

function watchPrinting(): void {
	for (const type of ["beforeprint", "afterprint"] as const)
		addEventListener(type, () => {
			printing = type === "beforeprint";
			for (const element of shown) element.write();
		});
}

let latest = 0;

/** The reader's clock, which never runs backwards here, even when the device's is put back. */
function readClock(): string {
	latest = Math.max(latest, Date.now());
	return new Date(latest).toISOString();
}

/** The reader's own zone, once it was asked for: asking is slow, and a page may hold a thousand times. */
let ownZone: string | undefined;

/** How the event's times are written, by what the server wrote on the root element, and how the reader's own. */
function stylesOfPage(): { event: TimeStyle; own: TimeStyle; place: string } {
	const { timeZone = "UTC", timeLanguage: language = "en", timePlace: place = "" } = document.documentElement.dataset;
	const event = { language, timeZone };
	if (printing) return { event, own: event, place };
	ownZone ??= new Intl.DateTimeFormat().resolvedOptions().timeZone || timeZone;
	return { event, own: { language, timeZone: ownZone }, place };
}

/**
 * A time that writes its own text: absolute in the event's zone as the server made it, then by the reader's clock and in
 * the reader's zone; where that is another, `title` holds both. Modes: `ago` ("4 min ago" up to seven days, else the
 * stamp), `age` (the same beside a clock time), `stamp`, `short` (the clock time today, else the day), `clock`, `today`
 * (the date of this day), `place` (the event's clock beside the reader's, or nothing), `zone` (a sentence, and in
 * `data-own` another for who is elsewhere). A relative time turns absolute at a tap and back. Printed, all are absolute
 * and the event's. It changes the data of the text node that is there and no node, so the template around it goes on as
 * if it had written the text; only in `place` the text is all its own.
 */
export class DatelineTime extends HTMLElement {
	static readonly observedAttributes = ["mode", "text"];
	#whole = false;

	connectedCallback(): void {
		shown.add(this);
		if (!watching) watchPrinting();
		watching = true;
		if (timer === undefined) schedule();
		this.addEventListener("click", this.#turn);
		this.write();
	}

	disconnectedCallback(): void {
		shown.delete(this);
		this.removeEventListener("click", this.#turn);
	}

	/** The template sets the attribute first and the text after it: the element writes when both are done. */
	attributeChangedCallback(_name: string, before: string | null): void {
		if (before !== null) queueMicrotask(() => this.write());
	}

	/** Writes the text for this moment. */
	write(): void {
		const element = this.firstElementChild;
		if (!element) return;
		const mode = this.getAttribute("mode");
		const now = readClock();
		const at = element.getAttribute("datetime") ?? now;
		const { event, own, place } = stylesOfPage();
		const elsewhere = differs(event, own, at);
		const there = `${formatClock(event, at)} ${place}`;
		if (mode === "place") {
			element.textContent = elsewhere ? there : "";
			return;
		}
		const written = this.getAttribute("text");
		const text =
			mode === "zone"
				? elsewhere
					? this.dataset["own"]
					: written
				: this.#whole && !printing
					? `${formatStamp(own, at, now)} (${elsewhere ? there : formatZone(own, at)})`
					: textFor(mode, own, at, now);
		const node = textOf(element);
		const next = text ?? written;
		if (node && next && node.data !== next) node.data = next;
		if (elsewhere && element.hasAttribute("title"))
			element.setAttribute("title", `${formatFull(own, at)} · ${place}: ${formatFull(event, at)}`);
	}

	/** What follows a link or presses a button goes on doing that. */
	readonly #turn = (): void => {
		const mode = this.getAttribute("mode");
		if ((mode !== "ago" && mode !== "age") || this.closest("a, button")) return;
		this.#whole = !this.#whole;
		this.write();
	};
}

function textFor(mode: string | null, style: TimeStyle, at: string, now: string): string | null {
	switch (mode) {
		case "ago":
			return (printing ? null : formatRelative(style.language, at, now)) ?? formatStamp(style, at, now);
		case "age":
			return printing ? null : formatRelative(style.language, at, now);
		case "stamp":
			return formatStamp(style, at, now);
		case "short":
			return formatShort(style, at, now);
		case "clock":
			return formatClock(style, at);
		case "today":
			return formatLongDay(style, now);
		default:
			return null;
	}
}

function textOf(element: Element): Text | null {
	for (const node of element.childNodes)
		if (node.nodeType === Node.TEXT_NODE && (node as Text).data !== "") return node as Text;
	return null;
}
