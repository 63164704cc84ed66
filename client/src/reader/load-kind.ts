import type { Content } from "../pages/draw-page.ts";
import type { Page } from "../pages/page-state.ts";
import type { createLongStory } from "./long-story.ts";

/** What a page needs because of its kind. */
export interface Kind {
	/** The templates of the kind, and of no other. */
	content: Content;
	createLongStory?: typeof createLongStory;
}

/** Loads what a kind of page needs; the server has the browser load the same beforehand (`reader-assets.ts`). */
export async function loadKind({ kind }: Page): Promise<Kind> {
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
		case "follow":
			return { content: (await import("../follow/index.ts")).followContent as Content };
		case "offline":
			return { content: (await import("./offline-kind.ts")).offlinePage as Content };
		case "search":
			return { content: (await import("../pages/kinds/search-page.ts")).searchPage as Content };
		case "changes":
			return { content: (await import("../pages/kinds/changes-page.ts")).changesPage as Content };
		case "text":
		case "missing":
		case "gone":
		case "failed":
			return { content: (await import("../pages/kinds/message-page.ts")).messagePage as Content };
	}
}
