import { emptyDocument } from "@dateline/shared/model";
import type { Change, SiteChange, StoryContent } from "@dateline/shared/protocol";
import { parseBody } from "../parse-body/parse-body.ts";
import type { SamplePost, SampleStory } from "./coverage.ts";
import { authors, sections, topics } from "./people.ts";
import { sampleId } from "./sample-id.ts";

/** A change of the sample with the name that makes its submission's id. */
export interface NamedChange<Kind extends Change = Change> {
	name: string;
	change: Kind;
}

const minutesBefore = (now: Date, minutes: number) =>
	new Date(Math.floor(now.getTime() / 60_000) * 60_000 - minutes * 60_000).toISOString();
const html = (value: string) => (value ? parseBody({ format: "html", value }) : emptyDocument);
const idOf = (kind: string) => (slug: string) => sampleId(`${kind}:${slug}`);

/** What all stories share: the sections, topics and authors, and the site with its navigation. */
export function siteChanges(): NamedChange<SiteChange>[] {
	const named = <Type extends "section.put" | "topic.put">(type: Type, kind: string) =>
		((content: { slug: string; name: string; description: string }) => ({
			name: `${kind}:${content.slug}`,
			change: { type, id: idOf(kind)(content.slug), content },
		})) as (content: { slug: string; name: string; description: string }) => NamedChange<SiteChange>;
	return [
		...sections.map(named("section.put", "section")),
		...topics.map(named("topic.put", "topic")),
		...authors.map(
			(content): NamedChange<SiteChange> => ({
				name: `author:${content.slug}`,
				change: { type: "author.put", id: idOf("author")(content.slug), content: { ...content, portrait: null } },
			}),
		),
		{
			name: "site",
			change: {
				type: "site.update",
				patch: {
					description: "News of Port Aldis and the coast, as it happens.",
					contact: "desk@dateline.example",
					navigation: sections.map(({ slug }) => idOf("section")(slug)),
					filters: {
						sections: [],
						topics: topics.slice(0, 4).map(({ slug }) => idOf("topic")(slug)),
						keyDevelopments: true,
					},
				},
			},
		},
	];
}

/** All changes that make one story of the sample, in their order. */
export function storyChanges(story: SampleStory, now: Date): NamedChange[] {
	const { slug, posts = [], developments = [], correction } = story;
	const publish: NamedChange = {
		name: `story:${slug}`,
		change: {
			type: "story.publish",
			content: contentOf(story, now),
			keyDevelopments: developments.map((text, index) => ({
				id: sampleId(`development:${slug}:${index}`),
				text,
				postId: null,
				at: minutesBefore(now, story.updatedAgo ?? story.ago),
			})),
			state: story.state === "upcoming" ? "upcoming" : "live",
			publishedAt: minutesBefore(now, story.ago),
			updatedAt: story.updatedAgo === undefined ? null : minutesBefore(now, story.updatedAgo),
		},
	};
	const corrections: NamedChange[] = correction
		? [
				{
					name: `correction:${slug}`,
					change: {
						type: "story.correct",
						correctionId: sampleId(`correction:${slug}`),
						postId: null,
						text: correction,
					},
				},
			]
		: [];
	return [publish, ...corrections, ...posts.toReversed().flatMap((post) => postChanges(slug, post, now))];
}

function contentOf(story: SampleStory, now: Date): StoryContent {
	return {
		headline: story.headline,
		standfirst: story.standfirst ?? "",
		body: html(story.body),
		slug: story.slug,
		language: story.language ?? "en",
		section: story.section ? idOf("section")(story.section) : null,
		topics: (story.topics ?? []).map(idOf("topic")),
		authors: story.authors.map(idOf("author")),
		lead: story.picture ? idOf("picture")(story.picture) : null,
		related: (story.related ?? []).map(idOf("story")),
		startsAt: story.startsIn === undefined ? null : minutesBefore(now, -story.startsIn),
	};
}

function postChanges(slug: string, post: SamplePost, now: Date): NamedChange[] {
	const name = `post:${slug}:${post.ago}`;
	const postId = sampleId(name);
	const body = html(post.body);
	if (post.picture) body.content.push({ type: "image", attrs: { mediaId: idOf("picture")(post.picture) } });
	const add: NamedChange = {
		name,
		change: {
			type: "post.add",
			postId,
			significant: false,
			content: {
				headline: post.headline ?? "",
				body,
				key: post.key ?? false,
				pinned: post.pinned ?? null,
				breaking: post.breaking ?? false,
				authors: post.authors.map(idOf("author")),
				publishedAt: minutesBefore(now, post.ago),
			},
		},
	};
	if (!post.development) return [add];
	const developmentId = sampleId(`development:${name}`);
	const content = { text: post.development, postId, at: null };
	return [
		add,
		{
			name: `development:${name}`,
			change: { type: "key_development.add", keyDevelopmentId: developmentId, content },
		},
	];
}

/** The ids of all key developments of the sample, with the time each happened, newest first. */
export function developmentsOf(stories: SampleStory[], now: Date): { id: string; at: string }[] {
	return stories
		.flatMap((story) => storyChanges(story, now))
		.flatMap(({ change }) => {
			if (change.type === "story.publish") return change.keyDevelopments.map(({ id, at }) => ({ id, at: at ?? "" }));
			return [];
		})
		.concat(
			stories.flatMap((story) =>
				(story.posts ?? [])
					.filter((post) => post.development)
					.map((post) => ({
						id: sampleId(`development:post:${story.slug}:${post.ago}`),
						at: minutesBefore(now, post.ago),
					})),
			),
		)
		.sort((a, b) => (a.at > b.at ? -1 : 1));
}
