import type { SubmissionLine } from "@dateline/shared/protocol";
import { msg } from "@lit/localize";
import { html, nothing, type TemplateResult } from "lit";
import type { Desk } from "../desk/desk.ts";
import { sayRefusal } from "../desk/server-words.ts";

/** What a submission brings, in a word or two. */
export function submissionWord(type: string): string {
	const words: Record<string, string> = {
		"story.publish": msg("New story"),
		"story.update": msg("Story’s text"),
		"story.start": msg("Start of the coverage"),
		"story.end": msg("End of the coverage"),
		"story.correct": msg("Correction"),
		"story.withdraw": msg("Withdrawal of the story"),
		"story.restore": msg("Return of the story"),
		"post.add": msg("Post"),
		"post.update": msg("Edit of a post"),
		"post.withdraw": msg("Withdrawal of a post"),
		"post.restore": msg("Return of a post"),
		"posts.move": msg("Posts moved"),
		"posts.merge": msg("Posts merged"),
		"key_development.add": msg("Key development"),
		"key_development.update": msg("Key development"),
		"digest.put": msg("Digest"),
	};
	return words[type] ?? type;
}

/** What was handed in and has not gone out, with what an editor can do about it at once. */
export function submissionRow(desk: Desk, line: SubmissionLine, withStory: boolean): TemplateResult {
	const { times, outbox } = desk;
	const act = (verb: "approve" | "cancel") => {
		outbox.send({
			...{ lane: `submission:${line.id}`, type: `submission.${verb}`, method: "POST" },
			...{ path: `/api/v1/submissions/${line.id}/${verb}`, about: { text: line.about } },
			// Only the words that stand here: a contributor may have changed them meanwhile.
			...(verb === "approve" && { body: { version: line.version } }),
		});
	};
	const sent = outbox.list(`submission:${line.id}`).at(-1);
	const waits = line.state === "waiting";
	const decides = line.mayDecide ?? desk.publishes;
	const when = waits ? line.createdAt : line.dueAt;
	return html`<li class="row contrib" data-submission=${line.id}>
		<time class="when" datetime=${when} title=${times.full(when)}>${times.moment(when)}</time>
		<span class="head">${line.about || line.storyHeadline || msg("Without words")}<small>${submissionWord(line.type)}${line.actorName ? html`, ${line.actorName}` : nothing}${
			withStory && line.storyHeadline && line.type !== "story.publish"
				? html`, <a href="/newsroom/story/${line.storyId}">${line.storyHeadline}</a>`
				: nothing
		}${sent?.state === "refused" ? html` <span class="bad">${sayRefusal(sent.refusal)}</span>` : nothing}</small></span>
		<span class="acts">${
			waits
				? html`<a class="btn small" href="/newsroom/waiting/${line.id}">${decides ? msg("Read it") : msg("Look")}</a>${
						decides
							? html`<button class="btn quiet small" @click=${() => act("approve")}>${msg("Publish")}</button>`
							: html`<button class="btn quiet small" @click=${() => act("cancel")}>${msg("Take back")}</button>`
					}`
				: html`<a class="btn small" href="/newsroom/schedule">${msg("Set its time")}</a><button class="btn quiet small" @click=${() => act("cancel")}>${msg("Take back")}</button>`
		}</span>
	</li>`;
}
