import type { StoryAddress } from "@dateline/shared/database";
import type { Event, StoryView } from "@dateline/shared/model";

/** Where each slug that was ever used leads, among the stories that readers see or saw. A slug never dies. */
export interface SlugIndex {
	/** The story that has or had this slug: with its present slug, its kind, and whether it is withdrawn. */
	find(slug: string): StoryAddress | null;
	load(slugs: ReadonlyMap<string, StoryAddress>): void;
	fold(event: Event): void;
}

export function createSlugIndex(): SlugIndex {
	let stories = new Map<string, string>();
	let addresses = new Map<string, StoryAddress>();

	function put({ id, slug, kind }: StoryView): void {
		stories.set(slug, id);
		addresses.set(id, { storyId: id, slug, kind, status: "published" });
	}

	return {
		find: (slug) => addresses.get(stories.get(slug) ?? "") ?? null,
		load(slugs) {
			const seen = [...slugs].filter(([, address]) => address.status !== "draft");
			stories = new Map(seen.map(([slug, address]) => [slug, address.storyId]));
			addresses = new Map(seen.map(([, address]) => [address.storyId, address]));
		},
		fold(event) {
			const story = event.restored?.story ?? event.story;
			if (!story) return;
			if (isWhole(story)) return put(story);
			const known = addresses.get(story.id);
			if (known && event.type === "story.withdrawn") addresses.set(story.id, { ...known, status: "withdrawn" });
		},
	};
}

const isWhole = (story: object): story is StoryView => "headline" in story;
