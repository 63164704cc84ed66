import { languageOf } from "../pages/context.ts";
import type { PageState } from "../pages/page-state.ts";
import { wordsFor } from "../pages/words/common.ts";
import { followedBy } from "./page-facts.ts";
import type { DeviceParts } from "./use-device.ts";

/**
 * Ends the line of a kept copy when the server answers again. Returns what to call when the page is up to date.
 */
export function watchCopy(root: HTMLElement, { read }: DeviceParts): () => void {
	const end = () => endKeptCopy(read());
	// A page that holds no connection does not hear that the server answers again: the device says it.
	if (followedBy(read()) !== "socket") {
		addEventListener("online", end, { once: true });
		const again = root.querySelector("[data-region='kept'] button");
		again?.addEventListener("click", () => location.reload());
	}
	return end;
}

/**
 * What the line of a kept copy says once the server answers again: a page that is followed live has all that was missed;
 * another one may have changed, and a reload is offered.
 */
function endKeptCopy(state: PageState): void {
	const line = document.querySelector<HTMLElement>("[data-region='kept']");
	const text = line?.querySelector("p");
	const button = line?.querySelector("button");
	if (!line || !text || !button || document.documentElement.dataset["kept"] === undefined) return;
	delete document.documentElement.dataset["kept"];
	const words = wordsFor(languageOf(state));
	const isCurrent = followedBy(state) === "socket";
	const strong = document.createElement("b");
	strong.textContent = words.online;
	text.replaceChildren(strong, ` ${isCurrent ? words.onlineText : (line.dataset["changed"] ?? "")}`);
	if (isCurrent) button.remove();
	else {
		button.textContent = words.reloadNow;
		button.dataset["action"] = "reload";
	}
}
