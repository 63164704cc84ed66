import type { Words } from "../pages/words/common.ts";

/** Characters that a quote has at least, and at most. */
const shortest = 4;
const longest = 2_000;
/** Milliseconds of rest before the control comes, and that "Quote copied" stands. */
const rest = 300;
const doneFor = 4_000;

/** What is selected, and what it is of. */
interface Quote {
	text: string;
	title: string;
	address: string;
	/** Where the control stands: last in what is quoted from, so that the next Tab leads to it. */
	place: HTMLElement;
	/** The lower end of the selection in the window. */
	end: DOMRect;
}

/**
 * Offers to copy what is selected as a quote, with the headline and the address of the very post or story. Called with the
 * first selection on a page; nothing of it is loaded before. Returns the end of it.
 */
export function offerQuotes(root: HTMLElement, words: Words): () => void {
	const stop = new AbortController();
	let control: HTMLElement | null = null;
	let timer: ReturnType<typeof setTimeout> | undefined;

	function remove() {
		control?.remove();
		control = null;
	}

	function offer() {
		const quote = readQuote(root);
		if (control?.dataset["done"] !== undefined && quote) return;
		remove();
		if (!quote) return;
		const button = document.createElement("button");
		button.type = "button";
		button.className = "button quote-control";
		button.textContent = words.copyAsQuote;
		button.lang = words.language;
		// The selection must stay what it is.
		button.addEventListener("pointerdown", (event) => event.preventDefault());
		button.addEventListener("click", () => void copy(button, quote));
		control = button;
		quote.place.append(button);
		place(button, quote.end);
	}

	async function copy(button: HTMLButtonElement, { text, title, address }: Quote) {
		try {
			await navigator.clipboard.writeText(words.quoteOf(text, title, address));
		} catch {
			return;
		}
		button.dataset["done"] = "";
		button.setAttribute("role", "status");
		button.textContent = words.quoteCopied;
		setTimeout(() => button === control && remove(), doneFor);
	}

	function consider() {
		clearTimeout(timer);
		timer = setTimeout(offer, rest);
	}
	document.addEventListener("selectionchange", consider, { signal: stop.signal });
	window.addEventListener("resize", remove, { signal: stop.signal });
	document.addEventListener("keydown", ({ key }) => key === "Escape" && remove(), { signal: stop.signal });
	consider();
	return () => {
		stop.abort();
		clearTimeout(timer);
		remove();
	};
}

function readQuote(root: HTMLElement): Quote | null {
	const selection = getSelection();
	if (!selection || selection.isCollapsed || selection.rangeCount === 0 || !navigator.clipboard) return null;
	const range = selection.getRangeAt(0);
	const text = selection.toString().replace(/\s+/g, " ").trim();
	if (text.length < shortest || text.length > longest) return null;
	const within = range.commonAncestorContainer;
	const element = within instanceof Element ? within : within.parentElement;
	const main = root.querySelector<HTMLElement>("main");
	const end = [...range.getClientRects()].at(-1);
	if (!element || !main?.contains(element) || !end) return null;
	let article = element.closest<HTMLElement>("article");
	while (article && !article.querySelector("dateline-copy")) {
		article = article.parentElement?.closest<HTMLElement>("article") ?? null;
	}
	const path = article?.querySelector<HTMLElement>("dateline-copy")?.dataset["path"];
	const title = article?.querySelector<HTMLElement>("dateline-share")?.dataset["title"];
	if (article && path && title) {
		return { text, title, address: new URL(path, location.href).href, place: article, end };
	}
	const canonical = document.querySelector<HTMLLinkElement>("link[rel='canonical']")?.href;
	const headline = main.querySelector("h1")?.textContent?.trim();
	return canonical && headline ? { text, title: headline, address: canonical, place: main, end } : null;
}

/** Under the end of what is selected, within the window, over nothing that was selected. */
function place(control: HTMLElement, end: DOMRect): void {
	const within = (control.offsetParent ?? document.documentElement).getBoundingClientRect();
	const room = document.documentElement.clientWidth - control.offsetWidth - 8;
	const x = Math.max(8, Math.min(end.right - control.offsetWidth / 2, room));
	control.style.left = `${x - within.left}px`;
	control.style.top = `${end.bottom + 8 - within.top}px`;
}
