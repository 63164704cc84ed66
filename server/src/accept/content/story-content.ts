import { type Executor, readEditorSite } from "@dateline/shared/database";
import { emptyDocument, newId } from "@dateline/shared/model";
import { type StoryDraft, type StoryInput, type StoryPatch, storyContentSchema } from "@dateline/shared/protocol";
import { parseBody } from "../parse-body/parse-body.ts";
import { resolveReferences } from "./resolve-references.ts";

/** The draft that a new story begins as. Its language is the site's when none is given. */
export async function readNewStory(executor: Executor, input: StoryInput): Promise<StoryDraft> {
	const language = input.language ?? (await readEditorSite(executor)).language;
	const empty: StoryDraft = {
		headline: "",
		standfirst: "",
		body: emptyDocument,
		slug: null,
		language,
		section: null,
		topics: [],
		authors: [],
		lead: null,
		related: [],
		startsAt: null,
		keyDevelopments: [],
	};
	return { ...empty, ...(await readStoryPatch(executor, input)) };
}

/** What an editor writes of a story, as far as it was given: bodies as documents, names as ids. */
export async function readStoryPatch(
	executor: Executor,
	input: Partial<Omit<StoryPatch, "significant">>,
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
