import type { KeyDevelopmentView } from "@dateline/shared/model";
import { html, nothing, type TemplateResult } from "lit";
import { type Context, newestOf } from "../context.ts";
import { formatDate, formatDay } from "../format-time.ts";
import { foreign } from "./foreign.ts";
import { time } from "./time.ts";

/** One line as this part shows it; `href` is null where the page that it leads to is this one. */
export interface Line {
	id: string;
	text: string;
	at: string;
	href: string | null;
}

/** "Key developments on May 2": the day of the newest. */
export function developmentsTitle(context: Context, lines: readonly { at: string }[]): string {
	const newest = newestOf(lines.map((line) => line.at)) || context.asOf;
	return context.words.keyDevelopmentsOn(formatDay(context.time, newest, context.asOf));
}

/** The lines of one day in the zone, that of the newest, as they are ordered; at most `limit`. */
export function ofNewestDay<T extends { at: string }>(context: Context, lines: readonly T[], limit: number): T[] {
	const newest = newestOf(lines.map((line) => line.at));
	if (newest === "") return [];
	const day = formatDate(context.time, newest);
	return lines.filter((line) => formatDate(context.time, line.at) === day).slice(0, limit);
}

/** Lines with their times before them or after them. One alone is a paragraph, not a list. */
export function developments(
	context: Context,
	lines: readonly Line[],
	options: { times: "before" | "after" | "none"; className?: string; language?: string },
): TemplateResult | typeof nothing {
	const { lastVisit } = context.view;
	const { lang } = foreign(context, options.language ?? context.language);
	const content = (line: Line) => {
		const at = options.times === "none" ? nothing : time(context, line.at, "short");
		const text = html`<bdi lang=${lang}>${line.text}</bdi>`;
		const words = options.times === "before" ? html`${at} ${text}` : html`${text} ${at}`;
		return line.href ? html`<a href=${line.href}>${words}</a>` : html`<span>${words}</span>`;
	};
	const only = lines.length === 1 ? lines[0] : undefined;
	if (lines.length === 0) return nothing;
	const className = `developments ${options.className ?? ""}`;
	if (only) return html`<p class=${`${className} development-alone`} data-development=${only.id}>${content(only)}</p>`;
	return html`<ul class=${className}>${lines.map(
		(line) =>
			html`<li class=${lastVisit !== null && line.at > lastVisit ? "new" : ""} data-development=${line.id}>${content(line)}</li>`,
	)}</ul>`;
}

/** A story's own key developments as lines; each leads to its post, when it sums up one. */
export function linesOf(
	views: readonly KeyDevelopmentView[],
	hrefOf: (view: KeyDevelopmentView) => string | null,
): Line[] {
	return views.map((view) => ({ id: view.id, text: view.text, at: view.at, href: hrefOf(view) }));
}
