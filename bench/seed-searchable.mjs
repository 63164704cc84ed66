import { sql } from "kysely";

/** Words in a text. */
const length = { story: 400, post: 70 };
const vocabulary = 8_000;
const atOnce = 500;

/** Draws the same numbers in each run. */
function createDraw() {
	let seed = 7;
	return () => {
		seed = (seed * 48_271) % 2_147_483_647;
		return seed / 2_147_483_647;
	};
}

/**
 * Publishes stories and posts, whose words are as common and as rare as those of a language are (Zipf's law). Returns some of the words.
 *
 * @param {import("kysely").Kysely<import("@dateline/shared/database").Database>} kysely an empty, migrated record
 * @param {{ stories: number, posts: number }} size
 */
export async function seedSearchable(kysely, { stories, posts }) {
	const draw = createDraw();
	const letters = "etaoinshrdlucmfwypvbgk";
	const words = [
		...new Set(
			Array.from({ length: vocabulary * 2 }, (_none, index) =>
				Array.from(
					{ length: 4 + Math.floor(draw() * 6) + (index > 200 ? 2 : 0) },
					() => letters[Math.floor(draw() * letters.length)],
				).join(""),
			),
		),
	].slice(0, vocabulary);
	const write = (count) =>
		Array.from({ length: count }, () => words[Math.floor(vocabulary ** draw()) - 1 + 0] ?? words[0]).join(" ");
	const id = (letter, n) => letter + String(n).padStart(13, "0");
	const at = (n, of) => new Date(Date.UTC(2026, 0, 1) + (n / of) * 320 * 24 * 3_600_000);
	for (const [table, letter, count] of [
		["sections", "s", 12],
		["topics", "t", 300],
		["authors", "w", 60],
	]) {
		const name = table.slice(0, -1);
		await sql`insert into ${sql.table(table)} select ${letter} || lpad(n::text, 13, '0'), ${name} || '-' || n, 1,
			jsonb_build_object('slug', ${name} || '-' || n, 'name', ${name} || ' ' || n, 'description', '', 'desk', false,
				'role', '', 'bio', '', 'contact', '', 'portrait', null) from generate_series(1, ${count}::int) n`.execute(
			kysely,
		);
	}
	const live = Math.ceil(stories / 20);
	const body = (value) => ({ type: "doc", content: [{ type: "paragraph", content: [{ type: "text", text: value }] }] });
	await inBatches(stories, async (numbers) => {
		const rows = numbers.map((n) => {
			const value = write(length.story);
			const content = {
				headline: write(8),
				standfirst: write(16),
				body: body(value),
				slug: null,
				language: "en",
				section: id("s", (n % 12) + 1),
				topics: [id("t", (n % 300) + 1)],
				authors: [id("w", (n % 60) + 1)],
				lead: null,
				related: [],
				startsAt: null,
			};
			return {
				id: id("b", n),
				kind: n <= live ? "live" : "article",
				status: "published",
				state: n <= live ? "ended" : null,
				slug: `story-${n}`,
				revision: 1,
				content: JSON.stringify(content),
				html: `<p>${value}</p>`,
				published_at: at(n, stories),
			};
		});
		await kysely.insertInto("stories").values(rows).execute();
	});
	await sql`insert into story_lists select channel, id, published_at from stories cross join lateral (
		select 'feed' as channel union select 'section:' || (content ->> 'section')
		union select 'topic:' || (content -> 'topics' ->> 0) union select 'author:' || (content -> 'authors' ->> 0)) lists`.execute(
		kysely,
	);
	await inBatches(posts, async (numbers) => {
		const rows = numbers.map((n) => {
			const value = write(length.post);
			const content = {
				headline: n % 2 ? write(7) : "",
				body: body(value),
				key: false,
				pinned: null,
				breaking: false,
				authors: [],
				publishedAt: null,
			};
			return {
				id: id("p", n),
				story_id: id("b", (n % live) + 1),
				status: "published",
				revision: 1,
				content: JSON.stringify(content),
				html: `<p>${value}</p>`,
				published_at: at(n, posts),
			};
		});
		await kysely.insertInto("posts").values(rows).execute();
	});
	await sql`insert into search_words (word, texts) select word, 1 from unnest(${words}::text[]) word`.execute(kysely);
	await sql`truncate search_word_changes`.execute(kysely);
	if (process.env.BENCH_ANALYZE) await sql`analyze`.execute(kysely);
	return { common: words[0], second: words[1], usual: words[60], rare: words[vocabulary - 100] };
}

async function inBatches(count, write) {
	for (let first = 1; first <= count; first += atOnce) {
		await write(Array.from({ length: Math.min(atOnce, count - first + 1) }, (_none, index) => first + index));
	}
}
