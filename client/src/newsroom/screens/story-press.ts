import { html, nothing } from "lit";
import { sayDelivery, sayKept, sayTrouble } from "../parts/delivery-words.ts";
import { commandEnter } from "../parts/keys.ts";
import { segment } from "../parts/segment.ts";
import type { StoryText } from "./story-text.ts";
import type { StoryWork } from "./story-work.ts";

/** The bar under a story's text: what its button will do, said before it is pressed, and what became of it. */
export function storyPress(screen: StoryText, changed: Partial<StoryWork>) {
	const { desk, story } = screen;
	const delivery = desk.outbox.list().find(({ id }) => id === screen.deliveryId);
	const kept = sayKept(desk.keeper.state(screen.subject), desk.times);
	const result = delivery ? sayDelivery(delivery, desk.times) : "";
	const trouble = sayTrouble(desk.outbox, desk.times);
	const refused = screen.problem || (delivery?.state === "refused" ? result : "");
	const says = screen.published ? sayUpdate(screen, changed) : sayPublish(screen);
	return html`<form class="press" aria-label=${screen.published ? "Update" : "Publish"} @submit=${(event: Event) => {
		event.preventDefault();
		screen.submit("published");
	}}>
		${
			screen.published
				? segment(
						"kind-of-update",
						"Kind of update",
						[
							{ value: "minor", label: "Minor" },
							{ value: "significant", label: "Significant" },
						],
						screen.significant ? "significant" : "minor",
						(value) => {
							screen.significant = value === "significant";
						},
					)
				: nothing
		}
		<p class="says" role="status">${refused ? html`<b class="bad">${refused}</b>` : trouble ? html`<b class="warn">${trouble.head}</b>${trouble.rest}` : says}</p>
		<span class="saved" role="status">${delivery && !refused && delivery.state !== "saved" ? result : kept}</span>
		${screen.published ? nothing : html`<button type="button" class="btn" @click=${() => screen.submit("draft")}>Keep as draft</button>`}
		<button class="btn solid publish" ?disabled=${story?.status === "withdrawn"}>${buttonWord(screen)}<kbd aria-hidden="true">${commandEnter}</kbd></button>
	</form>`;
}

function buttonWord(screen: StoryText): string {
	const { at, state } = screen.timing;
	if (!screen.desk.publishes) return "Send to the desk";
	if (screen.published) return "Update";
	if (at !== null) return `Publish at ${screen.desk.times.moment(at)}`;
	if (screen.kind === "live") return state === "live" ? "Publish and go live" : "Publish as upcoming";
	return "Publish";
}

function sayPublish(screen: StoryText) {
	if (!screen.desk.publishes) return html`<b>An editor publishes it.</b>It waits in Contributions until then.`;
	const { at } = screen.timing;
	if (at !== null) return html`<b>Goes out ${screen.desk.times.moment(at)}.</b>Until then only the newsroom sees it.`;
	return html`<b>Only the newsroom sees it.</b>${screen.kind === "live" ? "Publish, and the first post can follow." : "Publish, and readers have it at once."}`;
}

function sayUpdate(screen: StoryText, changed: Partial<StoryWork>) {
	const count = Object.keys(changed).length;
	if (screen.story?.status === "withdrawn")
		return html`<b>Withdrawn: readers don’t see it.</b>Restore it to change it.`;
	if (count === 0) return html`<b>Readers have all of this.</b>`;
	if (screen.both.length > 0)
		return html`<b class="warn">Somebody else has changed the ${screen.both.join(", ")} meanwhile.</b>Update puts yours in its place.`;
	const updated = screen.story?.updatedAt ?? null;
	return screen.significant
		? html`<b>“Updated” moves to now</b>and it rises to the top of the feed.`
		: html`<b>“Updated” stays ${updated ? screen.desk.times.moment(updated) : "as it is"}</b>and so does its place. It is still a revision.`;
}
