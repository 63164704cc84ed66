import { html } from "lit";
import { keyed } from "lit/directives/keyed.js";
import type { Desk } from "../desk/desk.ts";
import type { Route } from "../route.ts";
import { lazily } from "./lazily.ts";
import "./administration.ts";
import "./digest.ts";
import "./story.ts";
import "./stories.ts";
import "./submissions.ts";

/** The screen that a route means. A screen is about one thing: for another it is made anew. */
export function screenOf(route: Route, desk: Desk): unknown {
	switch (route.screen) {
		case "stories":
			return html`<stories-screen .desk=${desk}></stories-screen>`;
		case "new":
			return html`${keyed(route.id, html`<story-text .desk=${desk} .newId=${route.id} .kind=${route.kind} .template=${route.template}></story-text>`)}`;
		case "story":
			return html`${keyed(route.id, html`<story-screen .desk=${desk} .storyId=${route.id} .view=${route.part}></story-screen>`)}`;
		case "digest": {
			const date = route.date ?? desk.times.dateOf(new Date());
			return html`${keyed(date, html`<digest-screen .desk=${desk} .date=${date}></digest-screen>`)}`;
		}
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
			return html`<submissions-screen .desk=${desk}></submissions-screen>`;
		case "administration":
			return html`<administration-screen .desk=${desk} .panel=${route.part}></administration-screen>`;
		case "unknown":
			return html`<main id="main" class="alone"><h1>There is no such screen</h1><p><a class="link" href="/newsroom">All stories</a></p></main>`;
	}
}
