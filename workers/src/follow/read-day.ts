import { type Executor, readDigest, readListPage } from "@dateline/shared/database";

/** One line of the letter: what happened, and the way to it, from the root on. */
export interface DayLine {
	text: string;
	/** What it belongs to, when that is not the same. */
	of: string | null;
	path: string;
	language: string;
}

/** What a day's letter holds: the digest that an editor made, or else the day's top stories. */
export interface DayLetter {
	kind: "digest" | "stories";
	/** `YYYY-MM-DD` in the site's zone. */
	date: string;
	lines: DayLine[];
}

/** Stories of a letter without a digest. */
const storiesAtMost = 8;
const day = 24 * 3_600_000;

/** What a reader gets today: the newest digest of today or yesterday that was not sent to them yet, or what the feed has of the last 24 hours; null on a day when nothing happened. */
export async function readDayLetter(
	executor: Executor,
	{ today, lastDigest }: { today: string; lastDigest: string | null },
): Promise<DayLetter | null> {
	const yesterday = new Date(Date.parse(`${today}T12:00:00Z`) - day).toISOString().slice(0, 10);
	for (const date of [today, yesterday]) {
		if (lastDigest !== null && date <= lastDigest) break;
		const digest = await readDigest(executor, date);
		if (!digest || digest.lines.length === 0) continue;
		const lines = digest.lines.map(({ text, storyKind, storySlug, storyHeadline, postId }) => ({
			text,
			of: storyHeadline,
			path: pathOf(storyKind, storySlug) + (postId ? `/post/${postId}` : ""),
			language: "",
		}));
		return { kind: "digest", date, lines };
	}
	const since = new Date(Date.now() - day).toISOString();
	const { cards } = await readListPage(executor, "feed", { before: null, limit: storiesAtMost });
	const lines = cards
		.filter((card) => (card.updatedAt ?? card.publishedAt) > since)
		.map((card) => ({
			text: card.headline,
			of: card.standfirst || null,
			path: pathOf(card.kind, card.slug),
			language: card.language,
		}));
	return lines.length === 0 ? null : { kind: "stories", date: today, lines };
}

const pathOf = (kind: "article" | "live", slug: string) =>
	`/${kind === "live" ? "live" : "story"}/${encodeURIComponent(slug)}`;
