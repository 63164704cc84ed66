import type { Editor } from "@tiptap/core";

/** What the browser's own speech recognition gives, as far as it is used here. */
interface Recognition extends EventTarget {
	lang: string;
	continuous: boolean;
	interimResults: boolean;
	start(): void;
	stop(): void;
	onresult:
		| ((event: {
				resultIndex: number;
				results: ArrayLike<ArrayLike<{ transcript: string }> & { isFinal: boolean }>;
		  }) => void)
		| null;
	onend: (() => void) | null;
	onerror: (() => void) | null;
}

const maker = (): (new () => Recognition) | null => {
	const scope = window as unknown as Record<string, (new () => Recognition) | undefined>;
	return scope["SpeechRecognition"] ?? scope["webkitSpeechRecognition"] ?? null;
};

/** Whether this browser writes what is said. Many do so on their maker's servers: so it begins only when it is asked for. */
export const canDictate = (): boolean => maker() !== null;

/**
 * Writes what is said at the caret, sentence by sentence, until it is stopped or falls silent.
 *
 * @param language of the text, as `uk` or `en-GB`
 * @returns stops it
 */
export function dictate(editor: Editor, language: string, onEnd: () => void): () => void {
	const Maker = maker();
	if (Maker === null) return onEnd;
	const recognition = new Maker();
	recognition.lang = language;
	recognition.continuous = true;
	recognition.interimResults = false;
	recognition.onresult = ({ resultIndex, results }) => {
		for (let index = resultIndex; index < results.length; index += 1) {
			const text = results[index]?.isFinal ? (results[index]?.[0]?.transcript.trim() ?? "") : "";
			if (text === "") continue;
			const { $from } = editor.state.selection;
			const before = $from.parent.textBetween(0, $from.parentOffset);
			editor.commands.insertContent(before === "" || /\s$/.test(before) ? text : ` ${text}`);
		}
	};
	recognition.onend = onEnd;
	recognition.onerror = onEnd;
	recognition.start();
	return () => recognition.stop();
}
