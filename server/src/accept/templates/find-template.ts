import { type Executor, findIds, readTemplate, resolveNames } from "@dateline/shared/database";
import { ProblemError, type Template, type TemplateContent } from "@dateline/shared/protocol";
import { builtInTemplates } from "./built-in.ts";

/** A template: one that comes with the software, or one of the newsroom's own. @throws {ProblemError} `not_found` */
export async function findTemplate(executor: Executor, id: string): Promise<Template> {
	const template = builtInTemplates.find((candidate) => candidate.id === id) ?? (await readTemplate(executor, id));
	if (!template) throw new ProblemError("not_found", `There is no template ${id}.`);
	return template;
}

/**
 * What a template gives a new story: of what it names, that which is still there.
 *
 * @throws {ProblemError} `unknown_reference` when there is no such template
 */
export async function readTemplateFor(executor: Executor, id: string): Promise<TemplateContent> {
	const template = await findTemplate(executor, id).catch(() => null);
	if (!template) {
		throw new ProblemError("unknown_reference", `There is no template ${id}.`, {
			errors: [{ pointer: "/template", detail: "no such template" }],
		});
	}
	const { content } = template;
	const sections = await resolveNames(executor, "sections", content.section ? [content.section] : []);
	const topics = await resolveNames(executor, "topics", content.topics);
	const authors = await resolveNames(executor, "authors", content.authors);
	const media = await findIds(executor, "media", picturesIn(content));
	const withPictures = (body: TemplateContent["body"]): TemplateContent["body"] => ({
		...body,
		content: body.content.filter((block) => block.type !== "image" || media.has(block.attrs.mediaId)),
	});
	return {
		...content,
		body: withPictures(content.body),
		posts: content.posts.map((post) => ({ ...post, body: withPictures(post.body) })),
		section: content.section !== null && sections.has(content.section) ? content.section : null,
		topics: content.topics.filter((topic) => topics.has(topic)),
		authors: content.authors.filter((author) => authors.has(author)),
	};
}

const picturesIn = ({ body, posts }: TemplateContent): string[] =>
	[body, ...posts.map((post) => post.body)].flatMap((text) =>
		text.content.flatMap((block) => (block.type === "image" ? [block.attrs.mediaId] : [])),
	);
