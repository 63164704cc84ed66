export interface Message {
	id: string;
	unit: string;
	source: string;
	target: string | null;
	holds: Record<string, { element: string; code: string }>;
	withTarget(text: string): string;
}
export function placeholdersIn(text: string): string[];
export function readMessages(xliff: string): Message[];
