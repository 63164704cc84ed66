/** What must not move: all that is in view, or only what stands above the stream, so that the stream may grow. */
export type Kept = "all" | "above-stream";

/**
 * Changes the page without moving what is being read by a pixel (BEHAVIOUR.md rule 1). What stands at the top of the
 * window is measured before and after, and the window is scrolled by the difference. The browser's own scroll anchoring
 * is off meanwhile: not all have it, and two corrections would be one too many.
 */
export function keepPlace(root: HTMLElement, kept: Kept, change: () => void): void {
	// At the very top there is nothing above that could push.
	const marks = window.scrollY > 0 ? markPlaces(root, kept) : [];
	setAnchoring("none");
	try {
		change();
		correct(root, marks);
	} finally {
		// Elements that write their own text do so before the next frame: what that moved is corrected in it.
		const scrolledTo = window.scrollY;
		requestAnimationFrame(() => {
			if (window.scrollY === scrolledTo) correct(root, marks);
			setAnchoring("");
		});
	}
}

/** Browsers take it from the one element or the other for the window. */
function setAnchoring(value: "none" | ""): void {
	document.documentElement.style.overflowAnchor = value;
	document.body.style.overflowAnchor = value;
}

/** An element that was in view, and where; `text` and `body` find its like when its body was written anew. */
interface Mark {
	element: Element;
	top: number;
	body: string | null;
	text: string | null;
}

/** What is read, piece by piece, in the order in which it makes a good mark. */
const pieces =
	"[data-body] > *, .post-headline, .headline, .standfirst, figure, [data-development], [data-post], [data-card], [data-pinned]";
/** Beside the text, or stuck to the window. */
const besideText = ".side, .key-events, .masthead, .live-now, [data-region='updates']";
const mostMarks = 12;

function markPlaces(root: HTMLElement, kept: Kept): Mark[] {
	const bottom = window.innerHeight;
	const beside = kept === "all" ? besideText : `${besideText}, [data-region='list']`;
	const inView: Mark[] = [];
	const astride: Mark[] = [];
	for (const element of root.querySelectorAll(pieces)) {
		const box = element.getBoundingClientRect();
		if (box.height === 0 || box.bottom <= 0 || box.top >= bottom || element.closest(beside)) continue;
		const body = element.parentElement?.getAttribute("data-body") ?? null;
		const mark = { element, top: box.top, body, text: body === null ? null : element.textContent };
		(box.top >= 0 ? inView : astride).push(mark);
	}
	inView.sort((a, b) => a.top - b.top);
	// Of those that begin above the window, the innermost begins last and says most about what is in view.
	astride.sort((a, b) => b.top - a.top);
	return [...inView, ...astride].slice(0, mostMarks);
}

function correct(root: HTMLElement, marks: readonly Mark[]): void {
	for (const mark of marks) {
		const element = mark.element.isConnected ? mark.element : findLike(mark);
		if (!element) continue;
		const moved = () => element.getBoundingClientRect().top - mark.top;
		if (Math.abs(moved()) >= 0.5) window.scrollBy({ top: moved(), behavior: "instant" });
		takeUp(root, moved());
		return;
	}
}

/** Parts of a pixel that are not worth a correction: boxes stand on sixty-fourths of one. */
const grain = 1 / 32;

/**
 * A window scrolls by whole pixels only, yet a part of one may draw a line of text one pixel off, and many parts add up.
 * So the page's upper edge takes up what is left over: never a whole pixel.
 */
function takeUp(root: HTMLElement, left: number): void {
	if (Math.abs(left) < grain) return;
	const wanted = (Number.parseFloat(root.style.paddingTop) || 0) - left;
	const whole = Math.floor(wanted);
	root.style.paddingTop = `${wanted - whole}px`;
	if (whole !== 0) window.scrollBy({ top: -whole, behavior: "instant" });
}

function findLike({ body, text }: Mark): Element | null {
	if (body === null) return null;
	const siblings = document.querySelector(`[data-body="${CSS.escape(body)}"]`)?.children ?? [];
	return [...siblings].find((element) => element.textContent === text) ?? null;
}
