import type { Locator, Page } from "playwright-core";
import { eventually } from "./eventually.ts";

/** As many controls as may lie between two that one wants. */
const most = 80;

/** Fails a page that a pointer was used on: it is an error of its console then. */
export const forbidPointer = (page: Page): Promise<unknown> =>
	page.addInitScript(() => {
		for (const type of ["pointerdown", "mousedown", "touchstart"])
			addEventListener(type, (event) => event.isTrusted && console.error(`a pointer was used: ${type}`), true);
	});

/**
 * Presses Tab, or Shift and Tab where it lies before, until the control has the keyboard.
 *
 * @throws with what was passed when it cannot be come to, or when one cannot see that it has the keyboard
 */
export async function tabTo(page: Page, control: Locator): Promise<void> {
	const target = control.first();
	await target.waitFor();
	const passed: string[] = [];
	const back = await target.evaluate((element) => {
		const { activeElement } = document;
		if (activeElement === null || activeElement === document.body || activeElement.contains(element)) return false;
		return (activeElement.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING) !== 0;
	});
	for (let pressed = 0; ; pressed += 1) {
		const found = await target.evaluate((element) => {
			const { activeElement } = document;
			const name = activeElement?.getAttribute("aria-label") ?? activeElement?.textContent?.trim().slice(0, 40);
			return { is: element === activeElement, at: `${activeElement?.localName} “${name}”` };
		});
		if (found.is) break;
		passed.push(found.at);
		if (pressed === most) throw new Error(`${target} is not come to by Tab; passed:\n${passed.join("\n")}`);
		await page.keyboard.press(back ? "Shift+Tab" : "Tab");
	}
	await eventually(`${target} is where one sees it, and shows that it has the keyboard`, () => showsFocus(page), {
		ms: 5_000,
	});
}

/** Tabs to a control and presses it, as a key does. */
export async function pressOn(page: Page, control: Locator, key = "Enter"): Promise<void> {
	await tabTo(page, control);
	await page.keyboard.press(key);
}

/** The keyboard is somewhere: what had it may be gone, but it is not lost. */
export function keepsFocus(page: Page, after: string): Promise<unknown> {
	return eventually(
		`the keyboard is somewhere after ${after}`,
		() =>
			page.evaluate(
				() => document.activeElement !== document.body && (document.activeElement?.checkVisibility() ?? false),
			),
		{ ms: 10_000 },
	);
}

/**
 * Whether what has the keyboard is on the screen, and is told from the others: text by its caret, everything else by an
 * outline of its own, of its line, or of the group of choices that it is in.
 */
function showsFocus(page: Page): Promise<boolean> {
	return page.evaluate(() => {
		const { activeElement } = document;
		if (!(activeElement instanceof HTMLElement) || !activeElement.matches(":focus-visible")) return false;
		const { top, bottom } = activeElement.getBoundingClientRect();
		if (bottom <= 0 || top >= innerHeight) return false;
		if (activeElement.isContentEditable || activeElement.matches("textarea, input:not([type=radio], [type=checkbox])"))
			return true;
		const drawn = [
			getComputedStyle(activeElement),
			getComputedStyle(activeElement, "::before"),
			getComputedStyle(activeElement.closest(".seg") ?? activeElement),
		];
		return drawn.some(({ outlineStyle, outlineWidth }) => {
			return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
		});
	});
}
