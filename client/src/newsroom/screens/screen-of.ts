import { msg } from "@lit/localize";
import { html } from "lit";
import { keyed } from "lit/directives/keyed.js";
import type { Desk } from "../desk/desk.ts";
import type { Route } from "../route.ts";
import { lazily } from "./lazily.ts";
import "./stories.ts";

/** Reads the code of the screens that are wanted next, while nothing else goes on. */
export function readAhead(): void {
	const idle = globalThis.requestIdleCallback ?? ((read: () => void) => setTimeout(read, 500));
	idle(() => void import("./story.ts").catch(() => undefined));
}

/** The screen that a route means. A screen is about one thing: for another it is made anew. */
export function screenOf(route: Route, desk: Desk): unknown {
	switch (route.screen) {
		case "stories":
			return html`<stories-screen .desk=${desk}></stories-screen>`;
		case "new":
			return lazily(
				"story-text",
				() => import("./story-text.ts"),
				html`${keyed(route.id, html`<story-text .desk=${desk} .newId=${route.id} .kind=${route.kind} .template=${route.template}></story-text>`)}`,
			);
		case "story":
			return lazily(
				"story-screen",
				() => import("./story.ts"),
				html`${keyed(route.id, html`<story-screen .desk=${desk} .storyId=${route.id} .view=${route.part}></story-screen>`)}`,
			);
		case "digest": {
			const date = route.date ?? desk.times.dateOf(new Date());
			return lazily(
				"digest-screen",
				() => import("./digest.ts"),
				html`${keyed(date, html`<digest-screen .desk=${desk} .date=${date}></digest-screen>`)}`,
			);
		}
		case "media":
			return lazily(
				"media-screen",
				() => import("./media.ts"),
				html`<media-screen .desk=${desk} .mediaId=${route.mediaId}></media-screen>`,
			);
		case "revisions":
			return lazily(
				"revisions-screen",
				() => import("./revisions.ts"),
				html`${keyed(`${route.id} ${route.postId}`, html`<revisions-screen .desk=${desk} .storyId=${route.id} .postId=${route.postId}></revisions-screen>`)}`,
			);
		case "schedule":
			return lazily(
				"schedule-screen",
				() => import("./schedule.ts"),
				html`<schedule-screen .desk=${desk}></schedule-screen>`,
			);
		case "waiting":
			return lazily(
				"waiting-screen",
				() => import("./waiting.ts"),
				html`<waiting-screen .desk=${desk} .submissionId=${route.submissionId}></waiting-screen>`,
			);
		case "refused":
			return lazily(
				"submissions-screen",
				() => import("./submissions.ts"),
				html`<submissions-screen .desk=${desk}></submissions-screen>`,
			);
		case "administration":
			return lazily(
				"administration-screen",
				() => import("./administration.ts"),
				html`<administration-screen .desk=${desk} .panel=${route.part}></administration-screen>`,
			);
		case "more":
			return lazily("more-screen", () => import("./more.ts"), html`<more-screen .desk=${desk}></more-screen>`);
		case "unknown":
			return html`<main id="main" class="alone"><h1>${msg("There is no such screen")}</h1><p><a class="link" href="/newsroom">${msg("All stories")}</a></p></main>`;
	}
}
