const apple = /mac|iphone|ipad/i.test(navigator.platform);

/** How this machine writes the key beside Enter, and others. */
export const commandEnter = apple ? "⌘↵" : "Ctrl ↵";
export const commandKey = (key: string): string => (apple ? `⌘${key}` : `Ctrl ${key}`);

const lettersKept = "dateline-single-letters";

/** Whether letters alone are keys on this device; who dictates or whose hand shakes switches them off. */
export function lettersAct(): boolean {
	try {
		return localStorage.getItem(lettersKept) !== "off";
	} catch {
		return true;
	}
}

export function setLettersAct(on: boolean): void {
	try {
		if (on) localStorage.removeItem(lettersKept);
		else localStorage.setItem(lettersKept, "off");
	} catch {
		// A private window may forbid it: it holds no longer than the page.
	}
}

/** Whether a key was pressed where somebody writes, so that letters are letters. */
export function isWriting(event: KeyboardEvent): boolean {
	const target = event.target as HTMLElement;
	return target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName);
}

/**
 * The letter of a key pressed alone, lower case; null with Ctrl, Alt or Cmd, while somebody writes or a dialog is open,
 * or when single letters are switched off.
 */
export function letterOf(event: KeyboardEvent): string | null {
	if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event) || !lettersAct()) return null;
	if (event.key !== "?" && document.querySelector("dialog[open]")) return null;
	return event.key.length === 1 ? event.key.toLowerCase() : null;
}
