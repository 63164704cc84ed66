const apple = /mac|iphone|ipad/i.test(navigator.platform);

/** How this machine writes the key beside Enter, and others. */
export const commandEnter = apple ? "⌘↵" : "Ctrl ↵";
export const commandKey = (key: string): string => (apple ? `⌘${key}` : `Ctrl ${key}`);

/** Whether a key was pressed where somebody writes, so that letters are letters. */
export function isWriting(event: KeyboardEvent): boolean {
	const target = event.target as HTMLElement;
	return target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName);
}

/** The letter of a key pressed alone, lower case; null with Ctrl, Alt or Cmd, or while somebody writes. */
export function letterOf(event: KeyboardEvent): string | null {
	if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event)) return null;
	return event.key.length === 1 ? event.key.toLowerCase() : null;
}
