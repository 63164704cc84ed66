import { siteChangeSchema, storyChangeSchema } from "@dateline/shared/protocol";
import { describe, expect, test } from "vitest";
import { stories } from "./coverage.ts";
import { authors, pictures, sections, topics } from "./people.ts";
import { developmentsOf, siteChanges, storyChanges } from "./sample-changes.ts";

const now = new Date("2026-05-02T12:20:30Z");

describe("the sample coverage", () => {
	test("is made of changes that anybody could hand in", () => {
		for (const { change } of siteChanges()) expect(siteChangeSchema.safeParse(change).error).toBeUndefined();
		for (const { change } of stories.flatMap((story) => storyChanges(story, now))) {
			expect(storyChangeSchema.safeParse(change).error).toBeUndefined();
		}
	});

	test("names no change twice, and the same ones at every start", () => {
		const names = [...siteChanges(), ...stories.flatMap((story) => storyChanges(story, now))].map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
		expect(stories.flatMap((story) => storyChanges(story, now))).toEqual(
			stories.flatMap((story) => storyChanges(story, new Date(now.getTime() + 20_000))),
		);
	});

	test("refers only to what it has, and to stories that come before", () => {
		const known = (list: readonly { slug: string }[]) => new Set(list.map(({ slug }) => slug));
		const before = new Set<string>();
		for (const story of stories) {
			expect(known(sections)).toContain(story.section);
			for (const topic of story.topics ?? []) expect(known(topics)).toContain(topic);
			for (const { authors: names } of [story, ...(story.posts ?? [])]) {
				for (const author of names) expect(known(authors)).toContain(author);
			}
			for (const { picture } of [story, ...(story.posts ?? [])]) {
				if (picture) expect(Object.keys(pictures)).toContain(picture);
			}
			for (const related of story.related ?? []) expect(before).toContain(related);
			before.add(story.slug);
		}
	});

	test("has key developments of two days, newest first", () => {
		const times = developmentsOf(stories, now).map(({ at }) => at);
		expect(times).toEqual(times.toSorted().toReversed());
		expect(new Set(times.map((at) => at.slice(0, 10))).size).toBe(2);
	});
});
