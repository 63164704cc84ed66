import type { FollowChoices, FollowedSubject, FollowerView, FollowLevel } from "@dateline/shared/protocol";
import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { FollowWords } from "../pages/words/follow.ts";
import type { FollowingWords } from "../pages/words/following.ts";
import { waysToAllow } from "./ways-to-allow.ts";

/** What the page knows of this device. */
export interface DevicesState {
	device: "looking" | "cannot" | "blocked" | "off" | "asking" | "not-now" | "on";
	/** As the server has it. */
	view: FollowerView | null;
	/** As they stand on the page, saved or not. */
	choices: FollowChoices;
	save: "rest" | "saving" | "failed";
	tested: boolean;
}

interface Parts {
	words: FollowWords & FollowingWords;
	site: string;
	language: string;
	state: DevicesState;
	acts: {
		choose(change: Partial<FollowChoices>): void;
		turnOn(): void;
		turnOff(): void;
		test(): void;
		save(): void;
	};
}

/** This device's part of `/follow`. */
export function devicesPart(parts: Parts): TemplateResult {
	const { words, state } = parts;
	return html`<section class="part" aria-labelledby="device"><h2 id="device">${words.thisDevice}</h2><div aria-live="polite">${device(parts)}</div></section>${state.device === "on" ? choices(parts) : state.save === "failed" ? failed(parts, parts.acts.turnOn) : nothing}`;
}

const stateOf = (title: string, text: string, way: TemplateResult | typeof nothing, wrong = false) =>
	html`<div class="state" data-state=${wrong ? "blocked" : nothing}><b>${title}</b> <p>${text}</p>${way}</div>`;

function device({ words, site, language, state, acts }: Parts): TemplateResult {
	const turnOn = html`<button class="button button-solid" type="button" @click=${acts.turnOn}>${words.turnOn}</button>`;
	switch (state.device) {
		case "looking":
			return html`<div class="state"><b>&nbsp;</b> <p>&nbsp;</p></div>`;
		case "cannot":
			return stateOf(words.cannot, words.cannotText(site), nothing);
		case "blocked":
			return stateOf(
				words.blocked,
				words.blockedText(site),
				html`${waysToAllow(words)}<a class="link" href="#digest">${words.byMail}</a>`,
				true,
			);
		case "off":
			return stateOf(words.off, words.offText, turnOn);
		case "not-now":
			return stateOf(words.off, words.notNow, turnOn);
		case "asking":
			return stateOf(
				words.waiting,
				words.waitingText(site),
				html`<button class="button" type="button" disabled>${words.turnOn}</button>`,
			);
		case "on": {
			const since = new Intl.DateTimeFormat(language, { month: "long", day: "numeric", numberingSystem: "latn" });
			const text = words.onSince(since.format(new Date(state.view?.since ?? 0)), state.view?.sentThisWeek ?? 0);
			return html`<ul class="settings"><li class="setting"><div><p class="setting-name">${words.on}</p><p class="setting-note">${state.tested ? words.testComes : text}</p></div><div class="setting-control"><button class="button" type="button" @click=${acts.turnOff}>${words.turnOff}</button><button class="line-button" type="button" @click=${acts.test}>${words.sendTest}</button></div></li></ul>`;
		}
	}
}

function choices(parts: Parts): TemplateResult {
	const { words, state, acts } = parts;
	const { choices: chosen } = state;
	const submit = (event: Event) => {
		event.preventDefault();
		acts.save();
	};
	return html`<form class="settings-form" @submit=${submit}><section class="part" aria-labelledby="what"><h2 id="what">${words.breakingNews}</h2><div><ul class="settings">${check("breaking", words.sendBreaking, words.sendBreakingText, chosen.breaking, (breaking) => acts.choose({ breaking }))}${check("only", words.nothingElse, words.nothingElseText, chosen.onlyBreaking, (onlyBreaking) => acts.choose({ onlyBreaking }))}</ul></div></section><section class="part" aria-labelledby="mine"><h2 id="mine">${words.mine}</h2><div>${followed(parts)}<a class="more" href="/">${words.findMore}<svg class="icon icon-turns" aria-hidden="true"><use href="#i-next"></use></svg></a></div></section><section class="part" aria-labelledby="quiet"><h2 id="quiet">${words.quietHours}</h2><div><ul class="settings">${quietHours(parts)}</ul><p class="message-actions">${state.save === "saving" ? html`<button class="button" type="button" disabled>${words.saving}</button>` : html`<button class="button button-solid" type="submit">${words.save}</button>`}</p>${state.save === "failed" ? failed(parts, acts.save) : nothing}</div></section></form>`;
}

const failed = ({ words, site }: Parts, again: () => void) =>
	html`<div class="state" data-state="failed" role="alert"><b>${words.notSaved}</b> <p>${words.noAnswer(site)}</p><button class="button" type="button" @click=${again}>${words.tryAgain}</button></div>`;

function check(id: string, name: string, note: string, on: boolean, change: (on: boolean) => void): TemplateResult {
	return html`<li class="setting"><label for=${id}><span class="setting-name">${name}</span><span class="setting-note">${note}</span></label><input class="check" type="checkbox" id=${id} .checked=${live(on)} @change=${(event: Event) => change((event.target as HTMLInputElement).checked)} /></li>`;
}

function followed({ words, state, acts }: Parts): TemplateResult {
	const { follows } = state.choices;
	const views = new Map((state.view?.follows ?? []).map((view) => [view.channel, view]));
	const rows = follows.flatMap(({ channel, level }) => {
		const view = views.get(channel);
		return view ? [row(view, level)] : [];
	});
	if (rows.length === 0) return html`<p class="empty"><b>${words.nothingYet}</b> ${words.nothingYetText}</p>`;
	return html`<ul class="settings">${rows}</ul>`;

	function row(view: FollowedSubject, level: FollowLevel): TemplateResult {
		const { channel, name, path, language } = view;
		const kind = channel.slice(0, channel.indexOf(":")) as keyof FollowWords["kinds"];
		const levels = kind === "story" ? words.levels.story : words.levels.list;
		const id = `f-${channel.replace(":", "-")}`;
		const set = (event: Event) => {
			const chosen = (event.target as HTMLSelectElement).value as FollowLevel;
			acts.choose({ follows: follows.map((one) => (one.channel === channel ? { channel, level: chosen } : one)) });
		};
		const stop = () => acts.choose({ follows: follows.filter((one) => one.channel !== channel) });
		return html`<li class="setting"><div><p class="setting-name"><a href=${path} lang=${language} dir="auto">${name}</a></p><p class="setting-note">${words.kinds[kind]}${view.state ? html`. ${words.states[view.state]}` : nothing}</p></div><div class="setting-control"><label class="visually-hidden" for=${id}>${words.noticesFrom(name)}</label><select class="control" id=${id} @change=${set}>${(["all", "key", "breaking"] as const).map((one) => html`<option value=${one} ?selected=${one === level}>${levels[one]}</option>`)}</select><button class="line-button" type="button" aria-label=${words.stopFollowing(name)} @click=${stop}>${words.stop}</button></div></li>`;
	}
}

const clock = (minutes: number) =>
	`${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

function quietHours({ words, state, acts }: Parts): TemplateResult {
	const { quiet, timeZone } = state.choices;
	const usual = { from: 22 * 60 + 30, until: 7 * 60, exceptBreaking: true };
	const change = (part: Partial<typeof usual>) => acts.choose({ quiet: { ...(quiet ?? usual), ...part } });
	const times = (chosen: number) =>
		[...new Set([...Array.from({ length: 48 }, (_one, index) => index * 30), chosen])].sort((a, b) => a - b);
	const select = (id: string, label: string, chosen: number, set: (minutes: number) => void) =>
		html`<p class="field"><label for=${id}>${label}</label><select class="control" id=${id} @change=${(event: Event) => set(Number((event.target as HTMLSelectElement).value))}>${times(chosen).map((minutes) => html`<option value=${minutes} ?selected=${minutes === chosen}>${clock(minutes)}</option>`)}</select></p>`;
	return html`${check("quiet-on", words.keepQuiet, words.keepQuietText, quiet !== null, (on) => acts.choose({ quiet: on ? usual : null }))}${
		quiet
			? html`<li class="setting setting-block"><div class="field-row">${select("q1", words.from, quiet.from, (from) => change({ from }))}${select("q2", words.to, quiet.until, (until) => change({ until }))}</div><p class="setting-note">${words.yourZone(timeZone.replaceAll("_", " "))}</p></li>${check("danger", words.exceptBreaking, words.exceptBreakingText, quiet.exceptBreaking, (exceptBreaking) => change({ exceptBreaking }))}`
			: nothing
	}`;
}
