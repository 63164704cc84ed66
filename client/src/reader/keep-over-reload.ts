const name = "dateline-place";
const pieces = "[data-post], [data-card], [data-development], [data-body] > *";

/** What stood at the top of the window when the page was loaded anew. */
interface Place {
	address: string;
	/** How to find it again: an attribute and its value, or the words of a paragraph. */
	attribute: string | null;
	value: string;
	top: number;
}

/** Remembers what is read, and loads the page anew: what came in meanwhile moves it, so the browser alone would miss it. */
export function reloadInPlace(): void {
	try {
		const place = findPlace();
		if (place) sessionStorage.setItem(name, JSON.stringify(place));
	} catch {
		// Without storage the browser's own memory of the place has to do.
	}
	location.reload();
}

/** Puts what was read back where it stood, once. */
export function restorePlace(): void {
	const text = sessionStorage.getItem(name);
	sessionStorage.removeItem(name);
	const place = text === null ? null : (JSON.parse(text) as Place);
	if (!place || place.address !== location.href) return;
	const { attribute, value, top } = place;
	const element = [...document.querySelectorAll(pieces)].find((one) =>
		attribute === null ? one.textContent === value : one.getAttribute(attribute) === value,
	);
	if (element) window.scrollBy({ top: element.getBoundingClientRect().top - top, behavior: "instant" });
}

function findPlace(): Place | null {
	if (window.scrollY === 0) return null;
	for (const element of document.querySelectorAll(pieces)) {
		const { top, bottom } = element.getBoundingClientRect();
		if (bottom <= 0 || (top < 0 && element.querySelector("[data-body] > *"))) continue;
		const attribute = ["data-post", "data-card", "data-development"].find((one) => element.hasAttribute(one)) ?? null;
		const value = (attribute === null ? element.textContent : element.getAttribute(attribute)) ?? "";
		return { address: location.href, attribute, value, top };
	}
	return null;
}
