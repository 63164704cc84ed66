export function findUntranslated(path: string, source?: string): [line: number, words: string][];
export function findUntranslatedOfConsole(): string[];
