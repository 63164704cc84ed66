import type { EditorStory } from "@dateline/shared/protocol";
import { msg } from "@lit/localize";
import { html } from "lit";
import type { StoryText } from "./story-text.ts";

/** Telling readers what was wrong, with its date; the reason is the newsroom's alone, unless its box is ticked. */
export function storyCorrection(screen: StoryText, story: EditorStory) {
	const correct = (event: SubmitEvent) => {
		event.preventDefault();
		const form = event.target as HTMLFormElement;
		const data = new FormData(form);
		const text = String(data.get("text")).trim();
		const reason = String(data.get("reason")).trim();
		if (text === "") return;
		const sent = screen.desk.outbox.send({
			...{ lane: story.id, type: "story.correct", method: "POST", path: `/api/v1/stories/${story.id}/corrections` },
			body: { text, ...(reason === "" ? {} : { reason, reasonShown: data.has("reasonShown") }) },
			about: { text },
		});
		screen.deliveryId = sent.delivery.id;
		form.reset();
		form.closest("details")?.removeAttribute("open");
	};
	return html`<section aria-labelledby="a-co"><h2 id="a-co">${msg("Correction")} <span class="more">${story.corrections.length === 0 ? msg("none so far") : story.corrections.length}</span></h2>
		<details class="form"><summary>${msg("Tell readers what was wrong")}</summary>
		<form @submit=${correct}>
			<div class="field"><label for="a-c">${msg("What was wrong, and what is right?")}</label><textarea id="a-c" name="text" class="input" rows="3" maxlength="2000" required></textarea></div>
			<div class="field"><label for="a-cr">${msg("How it came about")}</label><input id="a-cr" name="reason" class="input" maxlength="2000" />
				<label class="check"><input type="checkbox" name="reasonShown" />${msg("Readers see the reason too, where the story’s changes are shown")}</label></div>
			<p class="hint">${msg("Readers see it with today’s date and time. It does not change the text: change that too.")}</p>
			<div class="acts"><button class="btn">${msg("Publish the correction")}</button></div></form></details></section>`;
}
