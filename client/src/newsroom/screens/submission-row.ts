import type { SubmissionLine } from "@dateline/shared/protocol";
import { html, nothing, type TemplateResult } from "lit";
import type { Desk } from "../desk/desk.ts";

const typeWords: Record<string, string> = {
	"story.publish": "New story",
	"story.update": "Story’s text",
	"story.start": "Start of the coverage",
	"story.end": "End of the coverage",
	"story.correct": "Correction",
	"post.add": "Post",
	"post.update": "Edit of a post",
	"key_development.add": "Key development",
	"key_development.update": "Key development",
	"digest.put": "Digest",
};

/** What was handed in and has not gone out, with what an editor can do about it. */
export function submissionRow(desk: Desk, line: SubmissionLine, withStory: boolean): TemplateResult {
	const { times, outbox } = desk;
	const act = (verb: "approve" | "cancel") => {
		outbox.send({
			...{
				lane: `submission:${line.id}`,
				type: `submission.${verb}`,
				method: "POST",
				path: `/api/v1/submissions/${line.id}/${verb}`,
			},
			about: { text: line.about },
			// Only the words that stand here: a contributor may have changed them meanwhile.
			...(verb === "approve" && { body: { version: line.version } }),
		});
	};
	const sent = outbox.list(`submission:${line.id}`).at(-1);
	const when = line.state === "scheduled" ? line.dueAt : line.createdAt;
	return html`<li class="row contrib" data-submission=${line.id}>
		<time class="when" datetime=${when} title=${times.full(when)}>${times.moment(when)}</time>
		<span class="head">${line.about || line.storyHeadline || "Without words"}<small>${typeWords[line.type] ?? line.type}${
			withStory && line.storyHeadline
				? html`, for <a href="/newsroom/story/${line.storyId}">${line.storyHeadline}</a>`
				: nothing
		}${sent?.state === "refused" ? html` <span class="bad">${sent.refusal?.message}</span>` : nothing}</small></span>
		<span class="acts">${
			line.state === "waiting" && desk.publishes
				? html`<button class="btn small" @click=${() => act("approve")}>Publish</button>`
				: nothing
		}<button class="btn quiet small" @click=${() => act("cancel")}>${line.state === "waiting" ? "Send back" : "Cancel"}</button></span>
	</li>`;
}
