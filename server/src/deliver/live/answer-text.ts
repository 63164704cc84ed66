import { formatCursor, type SubscribeError } from "@dateline/shared/protocol";
import type { Answer } from "./catch-up.ts";
import { streamMessage } from "./frame.ts";

/**
 * An answer as the ack of `subscribe`: its JSON, put together from texts that are ready. `draw` is what a pulse would
 * say of the sample, so that who has just come can answer `seen` too.
 */
export function ackText(answer: Answer, draw?: { at: string; sample: number }): string {
	const drawn = draw ? `,"at":"${draw.at}","sample":${draw.sample}` : "";
	const head = `{"ok":true,"epoch":${JSON.stringify(answer.epoch)},"position":${answer.position}${drawn}`;
	if (answer.kind === "snapshot") return `${head},"snapshot":${answer.json}}`;
	return `${head},"events":[${answer.events.map(({ text }) => text).join()}]}`;
}

export const refusalText = (error: SubscribeError): string => JSON.stringify({ ok: false, error });

/** An answer as Server-Sent Events. The last message brings the cursor to the answer's position. */
export function streamText(answer: Answer, pulse: string): string {
	const at = (position: number) => formatCursor({ epoch: answer.epoch, position });
	const messages =
		answer.kind === "snapshot"
			? [
					streamMessage(
						"snapshot",
						`{"epoch":${JSON.stringify(answer.epoch)},"position":${answer.position},"snapshot":${answer.json}}`,
						at(answer.position),
					),
				]
			: answer.events.map(({ position, text }) => streamMessage("update", `[${text}]`, at(position)));
	return [...messages, streamMessage("pulse", pulse, at(answer.position))].join("");
}
