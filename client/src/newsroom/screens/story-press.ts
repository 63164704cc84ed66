import { msg, str } from "@lit/localize";
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
	return html`<form class="press" aria-label=${screen.published ? msg("Update") : msg("Publish")} @submit=${(
		event: Event,
	) => {
		event.preventDefault();
		screen.submit("published");
	}}>
		${
			screen.published
				? segment(
						"kind-of-update",
						msg("Kind of update"),
						[
							{ value: "minor", label: msg("Minor") },
							{ value: "significant", label: msg("Significant") },
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
		${screen.published || screen.due !== null ? nothing : html`<button type="button" class="btn" @click=${() => screen.submit("draft")}>${msg("Keep as draft")}</button>`}
		<button class="btn solid publish" ?disabled=${story?.status === "withdrawn"}>${buttonWord(screen)}<kbd aria-hidden="true">${commandEnter}</kbd></button>
	</form>`;
}

function buttonWord(screen: StoryText): string {
	const { mode, at, state } = screen.timing;
	const when = at === null ? "" : screen.desk.times.moment(at);
	if (screen.due !== null) return msg("Keep the changes");
	if (!screen.desk.publishes) return msg("Send to the desk");
	if (screen.published) return mode === "at" ? msg(str`Update at ${when}`) : msg("Update");
	if (mode === "embargo") return msg(str`Hold until ${when}`);
	if (mode === "at") return msg(str`Publish at ${when}`);
	if (screen.kind === "live") return state === "live" ? msg("Publish and go live") : msg("Publish as upcoming");
	return msg("Publish");
}

function sayPublish(screen: StoryText) {
	const { due, desk, timing } = screen;
	if (due?.state === "waiting")
		return html`<b>${msg("It waits for an editor.")}</b>${msg("What you change goes with it.")}`;
	if (due !== null)
		return html`<b>${msg(str`It goes out ${desk.times.moment(due.dueAt)} by itself.`)}</b>${msg("What you change goes with it.")}`;
	if (!desk.publishes)
		return html`<b>${msg("An editor publishes it.")}</b>${msg("It waits in Contributions until then.")}`;
	const { at } = timing;
	if (timing.mode === "embargo" && at !== null)
		return html`<b>${msg(str`Nothing leaves before ${desk.times.moment(at)}`)}</b>${msg("not to readers, partners, feeds or search, whoever presses what.")}`;
	if (timing.mode === "at" && at !== null)
		return html`<b>${msg(str`Goes out ${desk.times.moment(at)}.`)}</b>${msg("Until then only the newsroom sees it.")}`;
	return html`<b>${msg("Only the newsroom sees it.")}</b>${screen.kind === "live" ? msg("Publish, and the first post can follow.") : msg("Publish, and readers have it at once.")}`;
}

function sayUpdate(screen: StoryText, changed: Partial<StoryWork>) {
	const { times } = screen.desk;
	const { timing, story } = screen;
	const count = Object.keys(changed).length;
	const dated = timing.publishedAt !== null && timing.publishedAt !== story?.publishedAt;
	if (story?.status === "withdrawn")
		return html`<b>${msg("Withdrawn: readers don’t see it.")}</b>${msg("Restore it to change it.")}`;
	if (count === 0 && !dated) return html`<b>${msg("Readers have all of this.")}</b>`;
	if (screen.both.length > 0)
		return html`<b class="warn">${msg(str`Somebody else has changed the ${screen.both.join(", ")} meanwhile.`)}</b>${msg("Update puts yours in its place.")}`;
	const updated = story?.updatedAt ?? null;
	if (timing.mode === "at" && timing.at !== null)
		return screen.significant
			? html`<b>${msg(str`“Updated” moves to ${times.moment(timing.at)}`)}</b>${msg("and it rises to the top of the feed then.")}`
			: html`<b>${msg(str`Readers get it ${times.moment(timing.at)}`)}</b>${msg("and “Updated” stays as it is.")}`;
	return screen.significant
		? html`<b>${msg("“Updated” moves to now")}</b>${msg("and it rises to the top of the feed.")}`
		: html`<b>${updated ? msg(str`“Updated” stays ${times.moment(updated)}`) : msg("“Updated” stays as it is")}</b>${msg("and so does its place. It is still a revision.")}`;
}
