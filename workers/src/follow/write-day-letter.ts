import type { SiteView } from "@dateline/shared/model";
import type { DayLetter } from "./read-day.ts";
import { directionOf, type sentencesFor } from "./sentences.ts";

/** The day's letter, in plain text and in simple HTML: no picture, no script, nothing that tells us it was opened. */
export function writeDayLetter({
	site,
	day,
	publicUrl,
	stop,
	words,
}: {
	site: Pick<SiteView, "name" | "language">;
	day: DayLetter;
	publicUrl: string;
	/** The address of the page that takes the reader off the list. */
	stop: string;
	words: ReturnType<typeof sentencesFor>;
}): { subject: string; text: string; html: string } {
	const date = new Intl.DateTimeFormat(words.language, {
		timeZone: "UTC",
		month: "long",
		day: "numeric",
		numberingSystem: "latn",
	});
	const named = date.format(new Date(`${day.date}T12:00:00Z`));
	const title = (day.kind === "digest" ? words.digestOf : words.topStories)(named, site.name).replace(/\s+/g, " ");
	const whole = day.kind === "digest" ? `${publicUrl}/digest/${day.date}` : `${publicUrl}/`;
	const lines = day.lines.map(({ text, of, path }) => `* ${text}${of ? `\n  ${of}` : ""}\n  ${publicUrl}${path}`);
	const text = `${title}\n\n${lines.join("\n\n")}\n\n${words.readWhole}\n${whole}\n\n-- \n${words.why(site.name)}\n${words.stop}\n${stop}\n`;
	const items = day.lines.map(({ text: line, of, path, language }) => {
		const other =
			language && language !== site.language ? ` lang="${escapeText(language)}" dir="${directionOf(language)}"` : "";
		return `<li${other}><p><a href="${escapeText(publicUrl + path)}"><strong>${escapeText(line)}</strong></a>${of ? `<br>${escapeText(of)}` : ""}</p></li>`;
	});
	const html = `<!doctype html><html lang="${words.language}" dir="${words.direction}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${escapeText(title)}</title></head><body><h1>${escapeText(title)}</h1><ul>${items.join("")}</ul><p>${escapeText(words.readWhole)} <a href="${escapeText(whole)}">${escapeText(whole)}</a></p><hr><p><small>${escapeText(words.why(site.name))} <a href="${escapeText(stop)}">${escapeText(words.stop.replace(/:$/, ""))}</a></small></p></body></html>`;
	return { subject: title.slice(0, 150), text, html };
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escapeText = (text: string) => text.replace(/[&<>"]/g, (character) => entities[character] ?? "");
