import { documentSchema, documentText } from "@dateline/shared/model";
import { msg } from "@lit/localize";
import { currentLocale } from "../locale.ts";
import type { KeptLine } from "../screens/sign-in.ts";
import { deliverySchema } from "./delivery.ts";
import { createKeeper } from "./keeper.ts";
import type { LocalStore } from "./local-store.ts";

/** What lies on this device: what was typed, and what has not gone out. One line each, newest first. */
export async function listKeptLines(store: LocalStore): Promise<KeptLine[]> {
	const clock = new Intl.DateTimeFormat(currentLocale(), { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
	const typed = await createKeeper({ store, page: new EventTarget() }).list();
	const queued = (await store.list("outbox:")).flatMap(([, value]) => {
		const delivery = deliverySchema.safeParse(value).data;
		return delivery ? [{ at: new Date(delivery.at), content: delivery.about, word: msg("queued") }] : [];
	});
	return [...typed.map(({ at, content }) => ({ at, content, word: msg("draft") })), ...queued]
		.sort((a, b) => b.at.getTime() - a.at.getTime())
		.flatMap(({ at, content, word }) => {
			const text = firstWords(content);
			return text === "" ? [] : [{ at: `${clock.format(at)}, ${word}`, text }];
		})
		.slice(0, 8);
}

/** What a person knows a piece by: its headline, or how it begins. */
export function firstWords(content: Record<string, unknown>): string {
	const { headline, text, body } = content;
	if (typeof headline === "string" && headline.trim() !== "") return headline;
	if (typeof text === "string" && text.trim() !== "") return text;
	const document = documentSchema.safeParse(body).data;
	return document ? documentText(document).slice(0, 120) : "";
}
