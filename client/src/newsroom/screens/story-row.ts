import type { StoryLine } from "@dateline/shared/protocol";
import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import type { Desk } from "../desk/desk.ts";
import type { Begun } from "../desk/list-begun.ts";
import { plural } from "../parts/plural.ts";
import { storyState } from "../parts/story-state.ts";
import { stampOf } from "./story-groups.ts";

/** A story in the list: its state, its headline with what is to know of it, who reads it now, and since when. */
export function storyRow(desk: Desk, story: StoryLine, chosen: boolean, choose: () => void) {
	const { times, pending, together } = desk;
	const when = stampOf(story);
	const due =
		story.status === "draft" &&
		pending.scheduled.find(({ storyId, type }) => storyId === story.id && type === "story.publish");
	const waits = pending.waiting.filter(({ storyId }) => storyId === story.id).length;
	const readers = story.status === "published" ? together.readers(story.id) : null;
	const held = story.embargo !== null && Date.parse(story.embargo) > Date.now() ? story.embargo : null;
	const facts = [
		due ? msg(str`goes out ${times.moment(due.dueAt)}`) : "",
		held === null ? "" : msg(str`under embargo until ${times.moment(held)}`),
		story.kind === "live" && story.status === "published"
			? plural(story.postCount, msg(str`${story.postCount} [post|posts]`))
			: "",
		story.state === "upcoming" && story.startsAt ? msg(str`begins ${times.moment(story.startsAt)}`) : "",
		story.kind === "live" && story.status === "draft" ? msg("live story") : "",
		waits > 0 ? plural(waits, msg(str`${waits} [waits|wait]`)) : "",
		story.erasedAt === null ? "" : msg("erased"),
	].filter(Boolean);
	return html`<li class="row ${chosen ? "is-sel" : ""}" data-story=${story.id} @click=${choose}>
		${storyState(story)}
		<a class="head" dir="auto" href="/newsroom/story/${story.id}" aria-current=${chosen ? "true" : nothing}>${story.headline || msg("No headline yet")}${facts.map((fact) => html` <em>${fact}</em>`)}</a>
		<span class="rd">${readers === null || readers === 0 ? nothing : html`<b class="num">${readers}</b> <span class="dim">${msg("reading")}</span>`}</span>
		<time class="when" datetime=${when} title=${times.full(when)}>${times.moment(when)}</time>
	</li>`;
}

/** A story that was begun on this desk and never kept: nobody else sees it. */
export function begunRow({ times }: Desk, { id, kind, words, at }: Begun, throwAway: () => void) {
	const when = at.toISOString();
	return html`<li class="row begun"><span class="state draft">${msg("Begun")}</span>
		<a class="head" href="/newsroom/new/${kind}/${id}">${words} <em>${msg("only you see it")}</em></a>
		<span class="acts"><button type="button" class="btn quiet small" @click=${throwAway}>${msg("Throw away")}<span class="sr">: ${words}</span></button></span>
		<time class="when" datetime=${when} title=${times.full(when)}>${times.moment(when)}</time></li>`;
}
