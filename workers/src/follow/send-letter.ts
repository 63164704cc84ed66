import {
	type DueLetter,
	endLetter,
	failLetter,
	type OpenRecord,
	readSite,
	refuseLetter,
	takeLetter,
} from "@dateline/shared/database";
import type { Letter, Mailer } from "../mail/index.ts";
import { linkHours, makeDigestToken } from "./digest-links.ts";
import { readDayLetter } from "./read-day.ts";
import { sentencesFor } from "./sentences.ts";
import { writeDayLetter } from "./write-day-letter.ts";

/** Tries for a letter of one day. */
const triesAtMost = 5;

/**
 * Sends the letter that has waited longest; false: none is due. The day's digest is noted as begun before it is handed
 * over, so whatever dies, nobody gets it twice; the one that was under way may be lost for that day.
 */
export async function sendLetter({
	database: { kysely },
	mailer,
	secret,
	publicUrl,
}: {
	database: Pick<OpenRecord, "kysely">;
	mailer: Mailer;
	secret: string;
	publicUrl: string;
}): Promise<boolean> {
	if (mailer === null) return false;
	const site = await readSite(kysely);
	const today = dayIn(site.timeZone, new Date());
	const due = await takeLetter(kysely, today);
	if (due === null) return false;
	const made = await write(due);
	if (made === null) {
		await endLetter(kysely, due.id, null);
		return true;
	}
	const went = await mailer({ ...made.letter, to: due.email });
	if (went === "refused") await refuseLetter(kysely, due.id);
	else if (went === "sent") await endLetter(kysely, due.id, made.digest);
	else await failLetter(kysely, due, due.attempts >= triesAtMost ? null : 60 * 3 ** (due.attempts - 1));
	return true;

	async function write(letter: DueLetter): Promise<{ letter: Omit<Letter, "to">; digest: string | null } | null> {
		const words = sentencesFor(site.language);
		const link = (purpose: "confirm" | "stop", at: string) =>
			`${publicUrl}/follow/digest/${purpose}?token=${makeDigestToken(secret, purpose, letter.id, at)}`;
		const stop = link("stop", letter.askedAt);
		switch (letter.kind) {
			case "confirm": {
				const text = `${words.hello}\n\n${words.confirmText(site.name)}\n\n${words.confirmLink}\n${link("confirm", new Date().toISOString())}\n\n${words.confirmEnd(linkHours)}\n`;
				return { letter: { subject: oneLine(words.confirmSubject(site.name)), text }, digest: null };
			}
			case "known": {
				const text = `${words.hello}\n\n${words.knownText(site.name)}\n\n${words.stop}\n${stop}\n`;
				return { letter: { subject: oneLine(words.knownSubject(site.name)), text, stop }, digest: null };
			}
			case "digest": {
				const day = await readDayLetter(kysely, { today, lastDigest: letter.lastDigest });
				if (day === null) return null;
				const written = writeDayLetter({ site, day, publicUrl, stop, words });
				return { letter: { ...written, stop }, digest: day.kind === "digest" ? day.date : null };
			}
		}
	}
}

/** The day of an instant in a zone, `YYYY-MM-DD`. */
export const dayIn = (timeZone: string, at: Date): string =>
	new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(at);

const oneLine = (text: string) => text.replace(/\s+/g, " ").slice(0, 150);
