import { formatLongDay, formatRelative, formatShort, formatStamp, type TimeStyle } from "../pages/format-time.ts";

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

/** The language and zone of times, which the server wrote on the root element. */
function styleOfPage(): TimeStyle {
	const { timeZone, timeLanguage } = document.documentElement.dataset;
	return { language: timeLanguage || "en", timeZone: timeZone || "UTC" };
}

/**
 * A time that writes its own text: absolute as the server made it, then by the reader's clock. Modes: `ago` ("4 min
 * ago" up to seven days, else the stamp), `age` (the same beside a clock time), `stamp`, `short` (the clock time today,
 * else the day), `today` (the date of this day). Printed, all are absolute. It changes the data of the text node that is
 * there and no node, so the template around it goes on as if it had written the text.
 */
export class DatelineTime extends HTMLElement {
	static readonly observedAttributes = ["mode", "text"];

	connectedCallback(): void {
		shown.add(this);
		if (!watching) watchPrinting();
		watching = true;
		if (timer === undefined) schedule();
		this.write();
	}

	disconnectedCallback(): void {
		shown.delete(this);
	}

	/** The template sets the attribute first and the text after it: the element writes when both are done. */
	attributeChangedCallback(_name: string, before: string | null): void {
		if (before !== null) queueMicrotask(() => this.write());
	}

	/** Writes the text for this moment. */
	write(): void {
		const element = this.querySelector("time");
		const node = element && textOf(element);
		if (!element || !node) return;
		const text = this.#textFor(element.dateTime, readClock()) ?? this.getAttribute("text") ?? node.data;
		if (node.data !== text) node.data = text;
	}

	#textFor(at: string, now: string): string | null {
		const style = styleOfPage();
		switch (this.getAttribute("mode")) {
			case "ago":
				return (printing ? null : formatRelative(style.language, at, now)) ?? formatStamp(style, at, now);
			case "age":
				return printing ? null : formatRelative(style.language, at, now);
			case "stamp":
				return formatStamp(style, at, now);
			case "short":
				return formatShort(style, at, now);
			case "today":
				return formatLongDay(style, now);
			default:
				return null;
		}
	}
}

function textOf(element: Element): Text | null {
	for (const node of element.childNodes)
		if (node.nodeType === Node.TEXT_NODE && (node as Text).data !== "") return node as Text;
	return null;
}
