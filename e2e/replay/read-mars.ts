import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import { type ReplayPicture, type ReplayStory, wordsOf, wordsOfInput } from "./replay-story.ts";

/** A real live story that lies beside the repository on some machines. Its text is the Guardian's: it is never committed. */
const file = new URL("../../../shared/data/live-story-mars.json", import.meta.url);

const image = z.object({
	type: z.literal("image"),
	caption: z.string(),
	credit: z.string(),
	alt: z.string(),
	width: z.number(),
	height: z.number(),
});
const coverage = z.object({
	headline: z.string(),
	standfirstHtml: z.string(),
	section: z.string(),
	tags: z.array(z.object({ type: z.string(), title: z.string() })),
	posts: z.array(
		z.object({
			title: z.string().nullable(),
			at: z.iso.datetime(),
			contributors: z.array(z.string()),
			elements: z.array(
				z.discriminatedUnion("type", [
					image,
					z.object({ type: z.literal("html"), html: z.string() }),
					z.object({ type: z.literal("tweet"), url: z.string(), html: z.string() }),
					z.object({ type: z.literal("youtube"), id: z.string(), title: z.string() }),
				]),
			),
		}),
	),
	keyEvents: z.array(z.object({ title: z.string(), at: z.iso.datetime() })),
});
type Element = z.infer<typeof coverage>["posts"][number]["elements"][number];

/** The real live story, or null where it is not. Its pictures are replaced by empty ones of the same size. */
export function readMars(): ReplayStory | null {
	if (!existsSync(file)) return null;
	const { headline, standfirstHtml, section, tags, posts, keyEvents } = coverage.parse(
		JSON.parse(readFileSync(file, "utf8")),
	);
	const pictures: ReplayPicture[] = [];
	const authors = tags.filter(({ type }) => type === "Contributor").map(({ title }) => title);
	return {
		section: { slug: slugOf(section), name: section },
		topics: tags.filter(({ type }) => type === "Keyword").map(({ title }) => ({ slug: slugOf(title), name: title })),
		authors: authors.map((name) => ({ slug: slugOf(name), name, desk: false })),
		related: null,
		pictures,
		story: {
			headline,
			standfirst: wordsOf(standfirstHtml.replace(/<ul[\s\S]*$/, "").replace(/<[^>]*>/g, " ")).join(" "),
			body: { format: "html", value: standfirstHtml },
			keyDevelopments: keyEvents.map(({ title }) => title),
		},
		posts: posts.map((post) => {
			const elements = post.elements.map((element) => {
				if (element.type !== "image") return { element, key: "" };
				const { type: _type, ...picture } = element;
				const key = `picture ${pictures.length}`;
				pictures.push({ key, ...picture });
				return { element, key };
			});
			const htmlOf = (ids: ReadonlyMap<string, string>) =>
				elements.map(({ element, key }) => elementHtml(element, ids.get(key) ?? "")).join("\n");
			return {
				publishedAt: new Date(post.at).toISOString(),
				headline: post.title ?? "",
				body: ({ pictures: ids }) => ({ format: "html", value: htmlOf(ids) }),
				key: false,
				breaking: false,
				pinned: null,
				authors: post.contributors.map(slugOf),
				keyDevelopment: null,
				edit: null,
				correction: null,
				withdraw: false,
				words: elements.flatMap(({ element }) =>
					element.type === "html" || element.type === "tweet"
						? wordsOfInput({ format: "html", value: element.html })
						: element.type === "image"
							? wordsOf(element.caption)
							: wordsOf(element.title),
				),
				exact: post.elements.every(({ type }) => type === "html"),
			};
		}),
	};
}

function elementHtml(element: Element, mediaId: string): string {
	switch (element.type) {
		case "html":
		case "tweet":
			return element.html;
		case "image":
			return `<figure><img src="/media/${mediaId}" alt=""></figure>`;
		case "youtube":
			return `<iframe src="https://www.youtube.com/embed/${element.id}" title="${element.title.replaceAll('"', "&quot;")}"></iframe>`;
	}
}

const slugOf = (name: string) => wordsOf(name.toLowerCase()).join("-");
