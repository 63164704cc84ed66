import type { EditorStory } from "@dateline/shared/protocol";
import { msg, str } from "@lit/localize";
import { html } from "lit";
import type { StoryText } from "./story-text.ts";

/** Taking a story from readers with a reason, and giving it back at any time. */
export function storyWithdraw(screen: StoryText, story: EditorStory) {
	const { desk } = screen;
	const out = story.revision > 0;
	if (!desk.publishes) return html``;
	const act = (verb: "withdraw" | "restore", body: object) => {
		const sent = desk.outbox.send({
			...{ lane: story.id, type: `story.${verb}`, method: "POST", path: `/api/v1/stories/${story.id}/${verb}`, body },
			about: { headline: screen.work?.headline ?? "" },
		});
		screen.deliveryId = sent.delivery.id;
	};
	if (story.status === "withdrawn") {
		const gone = story.erasedAt !== null;
		return html`<section aria-labelledby="a-wd"><h2 id="a-wd">${msg("Withdrawn")}</h2>
			<p class="dim small">${
				gone
					? msg("Its words were erased, and nothing gives them back.")
					: out
						? msg(
								str`Since ${story.withdrawnAt ? desk.times.moment(story.withdrawnAt) : ""} its address answers that it was withdrawn. Restoring gives back exactly what was there.`,
							)
						: msg("The draft is put away.")
			}</p>
			${story.withdrawnReason ? html`<p>${msg(str`Why: ${story.withdrawnReason}`)}</p>` : ""}
			${gone ? "" : html`<div class="acts"><button type="button" class="btn" @click=${() => act("restore", {})}>${msg("Restore it")}</button></div>`}</section>`;
	}
	const reasons = [msg("Wrong"), msg("Published too early"), msg("Legal"), msg("Other")];
	return html`<section aria-labelledby="a-wd"><h2 id="a-wd">${msg("Withdraw")}</h2>
		<details class="form"><summary>${out ? msg("Take this story from readers") : msg("Put this draft away")}</summary>
			<p class="dim small">${
				out
					? msg(
							"Gone at once from every screen, feed and search; its address says that it was withdrawn. Its lines in the digest go with it. Undo at any time.",
						)
					: msg("It can be restored from Withdrawn.")
			}</p>
			<form @submit=${(event: SubmitEvent) => {
				event.preventDefault();
				const data = new FormData(event.target as HTMLFormElement);
				const [why, more] = [data.get("why"), data.get("more")].map((part) => String(part ?? "").trim());
				// What readers are told is what was written for them, without the word for the log.
				const shown = data.has("shown") && more !== "";
				const reason = shown ? more : [why, more].filter(Boolean).join(": ");
				act("withdraw", reason ? { reason, ...(shown && { reasonShown: true }) } : {});
			}}>
			${
				out
					? html`<div class="field"><label for="wd-why">${msg("Why")} <small>${msg("for the log")}</small></label><select id="wd-why" name="why" class="input">${reasons.map((reason) => html`<option>${reason}</option>`)}</select></div>
						<div class="field"><label for="wd-more">${msg("More on it")}</label><input id="wd-more" name="more" class="input" maxlength="1000" />
							<label class="check"><input type="checkbox" name="shown" />${msg("Readers see this too, in place of the story")}</label></div>`
					: ""
			}
			<button class="btn risk">${msg("Withdraw")}</button></form></details></section>`;
}
