import { type Executor, readEditorSite } from "@dateline/shared/database";
import { emptyDocument, newId, type StoryKind } from "@dateline/shared/model";
import {
	type PostContent,
	ProblemError,
	type StoryDraft,
	type StoryInput,
	type StoryPatch,
	storyContentSchema,
	type TemplateContent,
} from "@dateline/shared/protocol";
import { parseBody } from "../parse-body/parse-body.ts";
import { readTemplateFor } from "../templates/find-template.ts";
import { resolveReferences } from "./resolve-references.ts";

/** What a new story begins as: its kind, its draft, and drafts of its first posts. */
export interface NewStory {
	kind: StoryKind;
	draft: StoryDraft;
	posts: PostContent[];
}

/**
 * What a new story begins as: what is given, upon what its template gives. Its language is the site's when neither says
 * one.
 *
 * @throws {ProblemError} `unknown_reference`
 */
export async function readNewStory(executor: Executor, input: StoryInput): Promise<NewStory> {
	const template = input.template === undefined ? null : await readTemplateFor(executor, input.template);
	const language = input.language ?? template?.language ?? (await readEditorSite(executor)).language;
	const kind = input.kind ?? template?.kind ?? "article";
	const { embargo: _, ...written } = input;
	const empty: StoryDraft = {
		headline: template?.headline ?? "",
		standfirst: template?.standfirst ?? "",
		body: template?.body ?? emptyDocument,
		slug: null,
		language,
		section: template?.section ?? null,
		topics: template?.topics ?? [],
		authors: template?.authors ?? [],
		lead: null,
		related: [],
		startsAt: null,
		timeZone: template?.timeZone ?? null,
		keyDevelopments: (template?.keyDevelopments ?? []).map(readLine),
	};
	const draft = { ...empty, ...(await readStoryPatch(executor, written)) };
	if (draft.headline === "") throw new ProblemError("invalid", "The template has no headline: give one.");
	return { kind, draft, posts: kind === "live" ? (template?.posts ?? []).map(postOf) : [] };
}

const postOf = (post: TemplateContent["posts"][number]): PostContent => ({ ...post, authors: [], publishedAt: null });

/** What an editor writes of a story, as far as it was given: bodies as documents, names as ids. */
export async function readStoryPatch(
	executor: Executor,
	input: Partial<Omit<StoryPatch, "significant" | "at" | "publishedAt" | "embargo">>,
): Promise<Partial<StoryDraft>> {
	const body = input.body && parseBody(input.body);
	const resolved = await resolveReferences(executor, { ...input, body });
	const written = Object.fromEntries(
		Object.entries(input).filter(([name, value]) => name in storyContentSchema.shape && value !== undefined),
	);
	return {
		...written,
		...resolved,
		...(body && { body }),
		...(input.related && { related: [...new Set(input.related)] }),
		...(input.keyDevelopments && { keyDevelopments: input.keyDevelopments.map(readLine) }),
	};
}

type Line = NonNullable<StoryInput["keyDevelopments"]>[number];

const readLine = (line: Line): StoryDraft["keyDevelopments"][number] =>
	typeof line === "string"
		? { id: newId(), text: line, at: null }
		: { id: newId(), text: line.text, at: line.at ?? null };
