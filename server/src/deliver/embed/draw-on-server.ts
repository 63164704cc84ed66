import {
	type Drawing,
	drawFeed,
	embedWords,
	type FeedData,
	type FeedForm,
	type FeedView,
	viewOf,
	writeNode,
} from "@dateline/client/embed";

/** How an embed is wanted, as its address says it. */
export interface Wanted {
	form: FeedForm;
	/** Of the interface; null: the story's own. */
	language: string | null;
	theme: "light" | "dark" | "auto" | "host" | null;
	most: number;
	postId: string | null;
}

/** An embed as HTML, with what its frame needs to know. Nothing in it depends on the clock or on who asks. */
export function drawOnServer(
	data: Omit<FeedData, "theme">,
	wanted: Wanted,
	{ origin, target }: { origin: string; target: string | null },
): { html: string; view: FeedView; language: string } {
	const whole = viewOf(data, data.state, origin);
	const { postId } = wanted;
	const view = postId === null ? whole : { ...whole, items: whole.items.filter(({ id }) => id === postId) };
	const words = embedWords(wanted.language, view.language, data.site.language);
	const { language } = words;
	const drawing: Drawing = {
		...{ words, language, target, most: wanted.most, form: postId === null ? wanted.form : "list" },
		time: { language, timeZone: view.timeZone },
		namesZone: true,
		now: view.updatedAt ?? view.startsAt ?? "2000-01-01T00:00:00.000Z",
		...{ trouble: null, waiting: 0, onFresh: null, ticker: null },
	};
	return { html: writeNode(drawFeed(view, drawing)), view, language };
}
