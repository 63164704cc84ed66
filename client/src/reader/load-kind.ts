import type { Content } from "../pages/draw-page.ts";
import type { Page } from "../pages/page-state.ts";
import type { createLongStory } from "./long-story.ts";

/** What a page needs because of its kind. */
export interface Kind {
	/** The templates of the kind, and of no other. */
	content: Content;
	createLongStory?: typeof createLongStory;
}

/** Loads what a kind of page needs, its own words in these languages too; the server has the browser load the same beforehand (`reader-assets.ts`). */
export async function loadKind({ kind }: Page, languages: readonly string[]): Promise<Kind> {
	switch (kind) {
		case "feed":
			return { content: (await import("../pages/kinds/feed-page.ts")).feedPage as Content };
		case "section":
		case "topic":
		case "author":
			return { content: (await import("../pages/kinds/list-page.ts")).listPage as Content };
		case "story":
			return { content: (await import("../pages/kinds/story-page.ts")).storyPage as Content };
		case "live": {
			const { livePage, createLongStory } = await import("./live-kind.ts");
			return { content: livePage as Content, createLongStory };
		}
		case "digest":
			return { content: (await import("../pages/kinds/digest-page.ts")).digestPage as Content };
		case "follow": {
			const { followContent, followWords, followingWords } = await import("../follow/index.ts");
			await Promise.all([followWords.load(languages), followingWords.load(languages)]);
			return { content: followContent as Content };
		}
		case "offline": {
			const { offlinePage, offlineWords } = await import("./offline-kind.ts");
			await offlineWords.load(languages);
			return { content: offlinePage as Content };
		}
		case "search": {
			const { searchPage, searchWords } = await import("../pages/kinds/search-page.ts");
			await searchWords.load(languages);
			return { content: searchPage as Content };
		}
		case "changes": {
			const { changesPage, messageWords } = await import("../pages/kinds/changes-page.ts");
			await messageWords.load(languages);
			return { content: changesPage as Content };
		}
		case "text":
		case "missing":
		case "gone":
		case "failed": {
			const { messagePage, frameWords, messageWords } = await import("../pages/kinds/message-page.ts");
			await Promise.all([frameWords.load(languages), messageWords.load(languages)]);
			return { content: messagePage as Content };
		}
	}
}
