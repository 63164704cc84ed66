import { type FollowLetter, letterTimes } from "@dateline/shared/protocol";
import { html, nothing, type TemplateResult } from "lit";
import { digestPath } from "../addresses.ts";
import type { Context } from "../context.ts";
import { formatClock, formatDay } from "../format-time.ts";
import type { Page } from "../page-state.ts";
import { dayOf } from "../parts/day.ts";
import { type FollowWords, followWords } from "../words/follow.ts";

/**
 * What a reader may be told: by notices on this device, which the browser's own script draws into `data-devices` (only it
 * knows them), and by the digest's letter, whose forms work without a script.
 */
export function followPage(context: Context, page: Extract<Page, { kind: "follow" }>): TemplateResult {
	const words = followWords.of(context.time.language);
	return html`<div class="wrap"><main id="main"><header class="intro"><div><h1 class="headline headline-page">${words.title}</h1><p class="standfirst">${words.standfirst}</p></div><div class="meta" data-saved role="status"></div></header><div class="layout layout-plain"><div class="feed"><div class="devices" data-devices data-quiet=${page.quiet ? `${page.quiet.from}-${page.quiet.until}` : ""}><section class="part without-script" aria-labelledby="device"><h2 id="device">${words.thisDevice}</h2><div><p class="setting-note">${words.needsScript}</p></div></section></div><section class="part" id="digest" aria-labelledby="mail"><h2 id="mail">${words.letter}</h2><div>${letter(context, words, page.letter)}</div></section></div>${side(context, words)}</div></main></div>`;
}

function letter(context: Context, words: FollowWords, of: FollowLetter): TemplateResult {
	switch (of.state) {
		case "none":
			return html`<p class="setting-note">${words.noLetters}</p>`;
		case "form":
			return html`<p class="part-lead">${words.letterText}</p>${form(context, words)}`;
		case "invalid":
			return html`<p class="part-lead">${words.letterText}</p>${form(context, words, of)}`;
		case "sent":
			return state(
				words.lookIntoMail,
				words.written(of.email),
				html`<form action="/follow/digest#digest" method="post"><input type="hidden" name="email" value=${of.email} /><input type="hidden" name="at" value=${of.at} /><button class="line-button" type="submit">${words.again}</button> <a class="line-button" href="/follow#digest">${words.change}</a></form>`,
			);
		case "limited":
			return state(
				words.tooMany,
				words.tooManyText,
				html`<a class="button" href="/follow#digest">${context.words.tryAgain}</a>`,
				true,
			);
		case "confirm":
			return state(words.confirmTitle, words.confirmText, press("/follow/digest/confirm", of.token, words.confirm));
		case "confirmed":
			return state(
				words.confirmed,
				words.firstLetter(moment(context, of.nextAt, of.timeZone)),
				lastLetter(context) ?? html``,
			);
		case "old":
			return html`${state(of.asked === null ? words.oldTitle : words.oldFrom(formatDay(context.time, of.asked, of.asked)), words.oldText, html``)}${form(context, words)}`;
		case "stop":
			return state(words.stopTitle, words.stopText, press("/follow/digest/stop", of.token, words.stopLetters));
		case "stopped":
			return state(
				words.stopped,
				words.deleted(moment(context, of.at, context.site.timeZone)),
				of.back
					? html`<form action="/follow/digest/back#digest" method="post"><input type="hidden" name="back" value=${of.back} /><button class="line-button" type="submit">${words.putBack}</button></form>`
					: html``,
			);
	}
}

const state = (title: string, text: string, ways: TemplateResult, failed = false) =>
	html`<div class="state" data-state=${failed ? "failed" : nothing}><b>${title}</b> <p>${text}</p>${ways}</div>`;

const press = (action: string, token: string, label: string) =>
	html`<form action="${action}#digest" method="post"><input type="hidden" name="token" value=${token} /><button class="button button-solid" type="submit">${label}</button></form>`;

/** `May 2, 19:00`, in the zone of the letter. */
function moment({ time }: Context, at: string, timeZone: string): string {
	const style = { ...time, timeZone };
	return `${formatDay(style, at, at)}, ${formatClock(style, at)}`;
}

function form(
	{ site }: Context,
	words: FollowWords,
	wrong?: Extract<FollowLetter, { state: "invalid" }>,
): TemplateResult {
	const privacy = site.pages?.includes("privacy");
	return html`<form class="signup" action="/follow/digest#digest" method="post"><p class="field field-wide" ?data-invalid=${wrong !== undefined}><label for="mail-address">${words.address}</label><input class="control" id="mail-address" name="email" type=${wrong ? "text" : "email"} inputmode="email" dir="ltr" autocomplete="email" maxlength="254" required value=${wrong?.email ?? nothing} aria-invalid=${wrong ? "true" : nothing} aria-describedby=${wrong ? "mail-why" : nothing} />${wrong ? html`<span class="field-error" id="mail-why">${words.wrong[wrong.why]}</span>` : nothing}</p><p class="field"><label for="mail-time">${words.sentAt}</label><select class="control" id="mail-time" name="at">${letterTimes.map((time) => html`<option value=${time} ?selected=${time === "19:00"}>${time}</option>`)}</select></p><input type="hidden" name="zone" value="" data-zone /><button class="button button-solid" type="submit">${words.signUp}</button></form><p class="setting-note">${words.letterUse}${privacy ? html` <a class="link" href="/legal/privacy">${words.privacy}</a>` : nothing}</p>`;
}

function newestDigest(context: Context) {
	const site = context.state.states["site"];
	const digest = site?.kind === "site" ? site.digest : null;
	return digest && digest.lines.length > 0 ? digest : null;
}

function lastLetter(context: Context): TemplateResult | null {
	const digest = newestDigest(context);
	if (!digest) return null;
	return html`<a class="link" href=${digestPath(digest.date)}>${context.words.keyDevelopmentsOn(dayOf(context, digest.date))}</a>`;
}

function side(context: Context, words: FollowWords): TemplateResult {
	const digest = newestDigest(context);
	const line = digest?.lines[0];
	const last = lastLetter(context);
	const sample = line
		? html`<div class="notice-sample"><p><b>${context.site.name}</b> <span>${line.storyHeadline}, ${formatClock(context.time, line.at)}</span></p><p>${line.text}</p></div>`
		: nothing;
	return html`<aside class="side" aria-label=${words.sample}><div class="side-inner"><section><h2>${words.sample}</h2>${sample}<p class="setting-note">${words.sampleText}</p></section>${last ? html`<section><h2>${words.lastLetter}</h2><ul class="headlines"><li>${last}</li></ul></section>` : nothing}</div></aside>`;
}
