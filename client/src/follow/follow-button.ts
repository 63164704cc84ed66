import type { FollowLevel } from "@dateline/shared/protocol";
import { html, nothing, render, type TemplateResult } from "lit";
import { readLanguages } from "../pages/page-data.ts";
import { followingWords } from "../pages/words/following.ts";
import { follow, permission, readKept } from "./device.ts";
import { waysToAllow } from "./ways-to-allow.ts";

type State = "asking" | "on" | "off" | "blocked" | "cannot" | "not-now" | "failed";

/** Follows what the pressed button stands by, or no longer. The control goes on in place of the one that was rendered. */
export async function pressFollow(pressed: Element): Promise<void> {
	await followingWords.load(readLanguages(document));
	const control = controlOf(pressed);
	if (!control) return;
	const { channel, draw } = control;
	const level = readKept()?.channels[channel] ? null : control.level;
	if (level !== null) {
		const may = permission();
		if (may === "cannot") return draw("cannot");
		if (may === "denied") return draw("blocked");
		if (may === "default") draw("asking");
	}
	try {
		const device = await follow(channel, level, control.quiet);
		if (device === null) draw(permission() === "denied" ? "blocked" : "not-now");
		else draw(level === null ? "off" : "on");
	} catch (error) {
		console.warn(error);
		draw("failed");
	}
	control.focus();
}

/** Marks the buttons of what this device follows. */
export async function showFollowed(root: ParentNode): Promise<void> {
	await followingWords.load(readLanguages(document));
	for (const element of root.querySelectorAll("[data-follow]:not([hidden])")) {
		const control = controlOf(element);
		if (control && readKept()?.channels[control.channel]) control.draw("on");
	}
}

function controlOf(pressed: Element) {
	const own = pressed.closest<HTMLElement>("[data-follow-live]");
	const rendered = own
		? (own.previousElementSibling as HTMLElement | null)
		: pressed.closest<HTMLElement>("[data-follow]");
	const channel = rendered?.dataset["follow"];
	if (!rendered || !channel) return null;
	// What the page's own templates drew stays as it is, hidden: they go on to own it.
	const place = own ?? document.createElement("div");
	if (!own) {
		place.className = "follow-control";
		place.dataset["followLive"] = "";
		rendered.after(place);
		rendered.hidden = true;
	}
	const words = followingWords.of(document.documentElement.lang);
	const label = rendered.querySelector("button")?.textContent?.trim() ?? "";
	const about = rendered.querySelector("p")?.cloneNode(true) ?? null;
	const site = document.querySelector(".wordmark")?.textContent?.trim() ?? "";
	return {
		channel,
		level: (rendered.dataset["level"] ?? "key") as FollowLevel,
		quiet: rendered.dataset["quiet"] ?? "1350-420",
		focus: () => place.querySelector<HTMLElement>("button, a")?.focus({ preventScroll: true }),
		draw(state: State) {
			place.toggleAttribute("data-state", state === "blocked" || state === "failed");
			render(draw(state), place);
		},
	};

	function draw(state: State): TemplateResult {
		const choose = html`<a class="link" href="/follow">${words.choose}</a>`;
		const bell = html`<svg class="icon" aria-hidden="true"><use href="#i-bell"></use></svg>`;
		const press = html`<button class="button button-solid" type="button" aria-pressed="false" data-action="follow">${bell}${label}</button>`;
		const mail = html`<a class="button" href="/follow#digest">${words.byMail}</a>`;
		switch (state) {
			case "asking":
				return html`<button class="button" type="button" disabled>${words.waiting}</button><p role="status">${words.waitingText(site)}</p>`;
			case "on":
				return html`<button class="button" type="button" aria-pressed="true" data-action="follow"><svg class="icon" aria-hidden="true"><use href="#i-check"></use></svg>${words.following}</button><p role="status">${words.followingText} ${choose}</p>`;
			case "off":
				return html`${press}${about ?? nothing}`;
			case "blocked":
				return html`${mail}<p role="status"><b>${words.blocked}</b> ${words.blockedText(site)}</p>${waysToAllow(words)}`;
			case "cannot":
				return html`${mail}<p role="status">${words.cannot}. ${words.cannotText(site)}</p>`;
			case "not-now":
				return html`${press}<p role="status">${words.notNow}</p>`;
			case "failed":
				return html`<button class="button" type="button" data-action="follow">${words.tryAgain}</button><p role="status"><b>${words.notSaved}</b> ${words.notFollowing(site)}</p>`;
		}
	}
}
