import {
	deleteTemplate,
	type Executor,
	insertTemplate,
	listPosts,
	readEditorStory,
	updateTemplate,
} from "@dateline/shared/database";
import { emptyDocument, newId } from "@dateline/shared/model";
import {
	ProblemError,
	type Template,
	type TemplateContent,
	type TemplateInput,
	type TemplatePatch,
} from "@dateline/shared/protocol";
import { type Actor, actorKey } from "../../actor.ts";
import { resolveReferences } from "../../content/resolve-references.ts";
import { parseBody } from "../../parse-body/parse-body.ts";
import { authoriseInStory } from "../../policies/story-access.ts";
import { etagOf, type IfMatch } from "../../routing/if-match.ts";
import { findTemplate } from "../../templates/find-template.ts";
import { checkRevision } from "../check-revision.ts";
import type { Outcome, Writing } from "../hand-in.ts";

/** Posts and lines of a story that a template takes over at most. */
const postsAtMost = 30;
const linesAtMost = 30;

/** Makes a template of what is given, upon what a story has when one is named. */
export async function createTemplate(transaction: Writing, input: TemplateInput, actor: Actor): Promise<Outcome> {
	const { name, description, storyId, ...given } = input;
	const base = storyId === undefined ? emptyTemplate : await contentOfStory(transaction, storyId, actor);
	const content = { ...base, ...(await readGiven(transaction, given)) };
	const id = newId();
	const template = await insertTemplate(transaction, { id, name, description, content, createdBy: actorKey(actor) });
	return answer(template, 201);
}

/** Changes a template of the newsroom's own. */
export async function patchTemplate(
	transaction: Writing,
	patch: TemplatePatch,
	{ templateId, ifMatch }: { templateId: string; ifMatch: IfMatch | null },
): Promise<Outcome> {
	const present = await findOwn(transaction, templateId);
	await checkRevision(transaction, ifMatch, { kind: "template", id: templateId }, present);
	const { name = present.name, description = present.description, ...given } = patch;
	if (Object.keys(patch).length === 0) throw new ProblemError("invalid", "There is nothing to change in the body.");
	const content = { ...present.content, ...(await readGiven(transaction, given)) };
	const template = await updateTemplate(transaction, templateId, { name, description, content });
	if (!template) throw new ProblemError("not_found", `There is no template ${templateId}.`);
	return answer(template, 200);
}

/** Throws a template of the newsroom's own away. */
export async function removeTemplate(transaction: Writing, templateId: string): Promise<Outcome> {
	await findOwn(transaction, templateId);
	await deleteTemplate(transaction, templateId);
	return { answer: { status: 204 } };
}

async function findOwn(transaction: Writing, templateId: string): Promise<Template> {
	const template = await findTemplate(transaction, templateId);
	if (!template.builtIn) return template;
	throw new ProblemError("conflict", "This template comes with the software: make one of your own from it.");
}

const answer = (template: Template, status: 200 | 201): Outcome => ({
	answer: {
		status,
		body: { template },
		etag: etagOf(template),
		...(status === 201 && { location: `/api/v1/templates/${template.id}` }),
	},
});

const emptyTemplate: TemplateContent = {
	...{ kind: "live", headline: "", standfirst: "", body: emptyDocument, language: null },
	...{ section: null, topics: [], authors: [], timeZone: null, posts: [], keyDevelopments: [] },
};

/** What of a story another one like it would begin with: its frame, the drafts of its posts, its lines. */
async function contentOfStory(executor: Executor, storyId: string, actor: Actor): Promise<TemplateContent> {
	await authoriseInStory(executor, actor, storyId, "story.read");
	const story = await readEditorStory(executor, storyId);
	const content = story?.draft ?? story?.content;
	if (!story || !content) throw new ProblemError("not_found", `There is no story ${storyId}.`);
	const { items } = await listPosts(executor, storyId, { status: "draft", limit: postsAtMost }, null);
	const lines = story.draft?.keyDevelopments ?? story.keyDevelopments;
	return {
		kind: story.kind,
		headline: content.headline,
		standfirst: content.standfirst,
		body: story.kind === "live" ? content.body : emptyDocument,
		language: content.language,
		section: content.section,
		topics: content.topics,
		authors: content.authors,
		timeZone: content.timeZone ?? null,
		posts: items.flatMap(({ draft }) => {
			if (!draft) return [];
			const { headline, body, key, breaking, pinned } = draft;
			return [{ headline, body, key, breaking, pinned }];
		}),
		keyDevelopments: lines.slice(0, linesAtMost).map((line) => line.text),
	};
}

type Given = Partial<Omit<TemplatePatch, "name" | "description">>;

/** What was written of a template, as far as it was given: bodies as documents, names as ids. */
async function readGiven(executor: Executor, given: Given): Promise<Partial<TemplateContent>> {
	const { body, posts, section, topics, authors, ...plain } = given;
	const resolved = await resolveReferences(executor, { section, topics, authors });
	const written = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined));
	return {
		...written,
		...resolved,
		...(body && { body: parseBody(body) }),
		...(posts && {
			posts: posts.map(({ headline = "", key = false, breaking = false, pinned = null, body: text }) => ({
				...{ headline, key, breaking, pinned },
				body: text ? parseBody(text) : emptyDocument,
			})),
		}),
	};
}
