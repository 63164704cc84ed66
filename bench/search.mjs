/**
 * `node bench/search.mjs [STORIES] [POSTS]`: what a search costs on PGlite, which publishes on the same connection. Fills a
 * record in memory with prose of a few thousand words, common and rare as in a language, and prints for each kind of
 * question the slowest single statement and the whole search, in milliseconds of the processor: the medians of BENCH_ROUNDS (9) rounds, and what one
 * publication costs with the index.
 */
import { loadavg } from "node:os";
import {
	findPublished,
	migrate,
	openDatabase,
	presentFound,
	readSearchChoices,
	takeBacklog,
	takeWordChanges,
} from "@dateline/shared/database";
import { sql } from "kysely";
import { seedSearchable } from "./seed-searchable.mjs";

const stories = Number(process.argv[2] ?? 10_000);
const posts = Number(process.argv[3] ?? 50_000);
const rounds = Number(process.env.BENCH_ROUNDS ?? 9);
/** Milliseconds of this process's processor: PGlite runs in it, and a busy machine does not make it more. */
const clock = () => {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1_000;
};
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

const record = await openDatabase({ folder: null });
await migrate(record);
const { kysely } = record;
const words = await seedSearchable(kysely, { stories, posts });

/** Every statement of the record, with its milliseconds. */
let statements = [];
const query = record.pglite.query.bind(record.pglite);
record.pglite.query = async (text, ...rest) => {
	const start = clock();
	try {
		return await query(text, ...rest);
	} finally {
		statements.push({ ms: clock() - start, text });
	}
};

const anything = {
	kind: "",
	section: "",
	topic: "",
	author: "",
	when: "",
	from: "",
	to: "",
	sort: "best",
	page: 1,
	exactly: false,
};
const questions = {
	"a rare word": { q: words.rare },
	"a word of one text in twenty": { q: words.usual },
	"a word of nearly every text": { q: words.common },
	"two common words": { q: `${words.common} ${words.second}` },
	"a beginning, as one types": { q: words.common.slice(0, 3) },
	"common words in quotation marks": { q: `“${words.common} ${words.second}”` },
	"a common word, newest first": { q: words.common, sort: "newest" },
	"a common word in one section": { q: words.common, section: "section-1" },
	"a common word of one topic": { q: words.common, topic: "topic-1" },
	"a common word of one author": { q: words.common, author: "author-1" },
	"a common word without another": { q: `${words.common} -${words.second}` },
	"a mistyped rare word": { q: `${words.rare.slice(0, 3)}${words.rare.slice(4)}` },
	nothing: { q: "qqqqqqqq" },
};
console.log(
	`${stories} stories, ${posts} posts, PGlite in memory, load ${loadavg()[0].toFixed(1)}, medians of ${rounds}`,
);
const choices = await readSearchChoices(kysely);
for (const [name, asked] of Object.entries(questions)) {
	const [slowest, whole] = [[], []];
	let answer;
	let worst = "";
	for (let round = 0; round < rounds; round++) {
		statements = [];
		const start = clock();
		const given = { ...anything, ...asked };
		const found = await findPublished(kysely, given, { likeness: true, since: null, until: null });
		answer = await presentFound(kysely, found, given, choices);
		whole.push(clock() - start);
		const last = statements.reduce((one, other) => (one.ms > other.ms ? one : other));
		slowest.push(last.ms);
		worst = last.text.replace(/\s+/g, " ").slice(0, 60);
	}
	console.log(
		`${name.padEnd(34)} ${median(slowest).toFixed(1).padStart(6)} ms (${Math.min(...slowest).toFixed(1)} at best), in all ${median(whole).toFixed(1).padStart(6)} ms, ${answer.total}${answer.more ? "+" : ""} found; ${worst}`,
	);
}
statements = [];
await readSearchChoices(kysely);
console.log(`${"what the filters offer".padEnd(34)} ${statements[0].ms.toFixed(1).padStart(6)} ms`);
const update = async (triggers) => {
	await sql.raw(`alter table posts ${triggers} trigger search_follows`).execute(kysely);
	const times = [];
	for (let n = 1; n <= 60; n++) {
		const start = clock();
		await sql`update posts set html = html || ' ', content = content || jsonb_build_object('n', ${n}::int) where id = ${`p${String(n).padStart(13, "0")}`}`.execute(
			kysely,
		);
		times.push(clock() - start);
	}
	return median(times);
};
console.log(
	`a post written without the index ${(await update("disable")).toFixed(2)} ms, with it ${(await update("enable")).toFixed(2)} ms`,
);
await sql`insert into search_backlog (kind, id) select 'post', id from posts limit 10`.execute(kysely);
const start = clock();
await kysely.transaction().execute(takeBacklog);
const taken = clock() - start;
await kysely.transaction().execute((transaction) => takeWordChanges(transaction));
console.log(`ten texts taken in later ${taken.toFixed(1)} ms, their words ${(clock() - start - taken).toFixed(1)} ms`);
await record.close();
