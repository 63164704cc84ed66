import { formatFull, formatShort, formatStamp, formatZone, type TimeStyle } from "../pages/format-time.ts";
import type { EmbedWords } from "./embed-words.ts";
import type { FeedForm } from "./feed-data.ts";
import type { FeedItem, FeedView } from "./feed-view.ts";
import { type ElementNode, type EmbedNode, element as h } from "./nodes.ts";

/** What the same state is drawn with, once on the server and then in each browser. */
export interface Drawing {
	form: FeedForm;
	words: EmbedWords;
	/** The interface's own. */
	language: string;
	time: TimeStyle;
	/** The zone is not the reader's own, so it is named. */
	namesZone: boolean;
	/** Now; on the server the newest instant that is shown. */
	now: string;
	/** Items of a list at most. */
	most: number;
	/** In a frame, links open beside the page that it stands on. */
	target: string | null;
	/** How the connection is; null where nothing has to be said. */
	trouble: "reconnecting" | "offline" | null;
	/** New items that wait, and what shows them. */
	waiting: number;
	onFresh: (() => void) | null;
	/** Of the ticker: which item is shown, whether it stands still, and its buttons; null where nothing moves. */
	ticker: { index: number; paused: boolean; step(by: number): void; toggle(): void } | null;
}

const directionOf = (language: string): string =>
	/^(ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/.test(language) ? "rtl" : "ltr";

/** Items of the compact form, and of the ticker's round. */
const compactItems = 3;
const tickerItems = 5;

/** An embed, whole. */
export function drawFeed(view: FeedView, drawing: Drawing): ElementNode {
	const { form, language } = drawing;
	const attributes = { class: `dl ${form}`, part: "feed", lang: language, dir: directionOf(language) };
	if (view.title === null) return h("div", { ...attributes, class: "dl plain" }, h("p", {}, drawing.words.storyGone));
	if (form === "ticker") return h("div", attributes, drawTicker(view, drawing));
	return h(
		"div",
		attributes,
		drawTop(view, drawing),
		drawTitle(view, drawing),
		drawWaiting(drawing),
		form === "key-developments" ? drawLines(view, drawing) : drawItems(view, drawing),
		drawFoot(view, drawing),
	);
}

/** Words of the news stand in their own language, whatever the interface speaks. */
const own = ({ language }: FeedView, drawing: Drawing) =>
	language === drawing.language ? {} : { lang: language, dir: directionOf(language) };

function link(href: string, drawing: Drawing, more: Record<string, string | null>, ...children: EmbedNode[]) {
	const { target } = drawing;
	return h("a", { href, target, rel: target === null ? null : "noopener", ...more }, ...children);
}

const timeOf = (at: string, text: string, { time }: Drawing) =>
	h("time", { part: "time", datetime: at, title: formatFull(time, at) }, text);

function drawState({ state, startsAt }: FeedView, { words, time, now, trouble }: Drawing): ElementNode | null {
	if (trouble !== null && state === "live") return h("span", { class: "state still", part: "state" }, words[trouble]);
	if (state === "live") return h("span", { class: "state", part: "state" }, words.live);
	if (state === "ended") return h("span", { class: "state still", part: "state" }, words.ended);
	if (state !== "upcoming") return null;
	return h(
		"span",
		{ class: "state still", part: "state" },
		startsAt ? words.starts(formatStamp(time, startsAt, now)) : words.starts("").trim(),
	);
}

function drawTop(view: FeedView, drawing: Drawing): ElementNode {
	const { words, time, now, namesZone } = drawing;
	const { updatedAt } = view;
	const zone = updatedAt !== null && namesZone ? ` ${formatZone(time, updatedAt)}` : "";
	return h(
		"div",
		{ class: "top", part: "top" },
		drawState(view, drawing),
		updatedAt !== null && timeOf(updatedAt, `${words.updated(formatStamp(time, updatedAt, now))}${zone}`, drawing),
	);
}

function drawTitle(view: FeedView, drawing: Drawing): ElementNode {
	const title = link(view.href, drawing, own(view, drawing), view.title ?? "");
	if (drawing.form !== "key-developments") return h("h3", { class: "title", part: "title" }, title);
	return h(
		"h3",
		{ class: "title", part: "title" },
		h("span", { class: "label" }, drawing.words.keyDevelopments),
		title,
	);
}

/** It has no height of its own: nothing moves under a reader's eyes. */
const drawWaiting = ({ waiting, onFresh, words }: Drawing): ElementNode | null =>
	waiting === 0
		? null
		: h(
				"div",
				{ class: "waiting" },
				h(
					"button",
					{ class: "fresh", part: "fresh", type: "button", onclick: onFresh ?? (() => {}) },
					words.fresh(waiting),
				),
			);

function drawItems(view: FeedView, drawing: Drawing): ElementNode {
	const { form, most, words, time, now } = drawing;
	const compact = form === "compact";
	const items = view.items.filter(({ goneAt }) => !compact || goneAt === null).slice(0, compact ? compactItems : most);
	if (items.length === 0) return h("p", { class: "none", ...own(view, drawing) }, view.standfirst || words.nothingYet);
	return h(
		"ol",
		{ class: "posts", role: "list", part: "list" },
		items.map((item) =>
			h(
				"li",
				{ key: item.id, part: "item", class: item.isKey || item.isBreaking ? "key" : null },
				timeOf(item.at, formatShort(time, item.at, now), drawing),
				item.goneAt !== null ? drawGone(item, item.goneAt, drawing) : drawItem(item, view, drawing, compact),
			),
		),
	);
}

const drawGone = ({ href }: FeedItem, at: string, drawing: Drawing): ElementNode =>
	h(
		"p",
		{ class: "gone" },
		`${drawing.words.gone(formatStamp(drawing.time, at, drawing.now))} `,
		link(href, drawing, {}, drawing.words.why),
	);

function drawItem(item: FeedItem, view: FeedView, drawing: Drawing, compact: boolean): ElementNode {
	const { words, time, now } = drawing;
	const { headline, text, href, editedAt, correction } = item;
	const breaking = item.isBreaking && h("b", { class: "breaking" }, `${words.breaking} `);
	const said = headline || (compact ? text : "");
	return h(
		"div",
		own(view, drawing),
		said !== "" && h("h4", { part: "headline" }, breaking, link(href, drawing, {}, said)),
		!compact &&
			text !== "" &&
			h("p", { part: "text" }, said === "" && breaking, said === "" ? link(href, drawing, {}, text) : text),
		said === "" && text === "" && h("h4", { part: "headline" }, breaking, link(href, drawing, {}, words.more)),
		!compact && correction !== null
			? h(
					"small",
					{ class: "correction" },
					`${words.corrected(formatStamp(time, correction.at, now))} ${correction.text}`,
				)
			: !compact && editedAt !== null && h("small", {}, words.edited(formatStamp(time, editedAt, now))),
	);
}

function drawLines(view: FeedView, drawing: Drawing): ElementNode {
	const { words, time, now, most } = drawing;
	const lines = view.lines.slice(0, most);
	if (lines.length === 0) return h("p", { class: "none" }, words.nothingYet);
	return h(
		"ol",
		{ class: "bullets", role: "list", part: "list" },
		lines.map(({ id, text, at, href }) =>
			h(
				"li",
				{ key: id, part: "item" },
				link(href, drawing, own(view, drawing), text),
				timeOf(at, formatShort(time, at, now), drawing),
			),
		),
	);
}

function drawFoot(view: FeedView, drawing: Drawing): ElementNode {
	const { words, form } = drawing;
	const says = form === "key-developments" ? words.follow : view.count > 0 ? words.all(view.count) : words.more;
	return h("div", { class: "foot", part: "foot" }, link(view.href, drawing, {}, says), h("span", {}, view.site));
}

const arrow = (path: string) => h("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" }, h("path", { d: path }));

function drawTicker(view: FeedView, drawing: Drawing): EmbedNode[] {
	const { words, ticker, time, now } = drawing;
	const items = view.items.filter(({ goneAt }) => goneAt === null).slice(0, tickerItems);
	const index = items.length === 0 ? 0 : (ticker?.index ?? 0) % items.length;
	const item = items[index];
	const button = (label: string, path: string, onclick: () => void) =>
		h("button", { type: "button", "aria-label": label, onclick }, arrow(path));
	const state = drawState(view, drawing);
	return [
		...(state ? [state] : []),
		h(
			"span",
			{ class: "now" },
			item
				? link(item.href, drawing, own(view, drawing), item.headline || item.text || words.more)
				: link(view.href, drawing, own(view, drawing), view.title ?? ""),
			item !== undefined && timeOf(item.at, formatShort(time, item.at, now), drawing),
		),
		...(ticker !== null && items.length > 1
			? [
					h(
						"span",
						{ class: "ctl" },
						button(words.previous, "M10 3 5 8l5 5", () => ticker.step(-1)),
						ticker.paused
							? button(words.play, "M5 3.5v9l7.5-4.5z", ticker.toggle)
							: button(words.pause, "M6 4v8M10 4v8", ticker.toggle),
						button(words.next, "m6 3 5 5-5 5", () => ticker.step(1)),
					),
				]
			: []),
	];
}
