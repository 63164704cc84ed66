import pg from "pg";
import type { Browser, CDPSession, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiClient, createApiClient } from "./harness/api-client.ts";
import { openBrowser, openPage, testChromium } from "./harness/browser.ts";
import { createLedger } from "./harness/ledger.ts";
import { type ProductionSet, startProduction, testPostgres } from "./harness/start-production.ts";

/** Posts of an election night, and how many come at once: no more than a server lets wait for one reader, 256 KB. */
const posts = 5_000;
const batch = 300;
/** Posts that a page may ever have in its document, and what its memory may grow by, in bytes. */
const mostNodes = 150;
/** The same of a page that is read from the beginning: what grows below its window. */
const mostWaiting = 350;
const mostGrowth = 8 * 1024 * 1024;

const postgres = testPostgres();

describe.skipIf(testChromium === null || postgres === null)("a live story of 5,000 posts", () => {
	let set: ProductionSet;
	let browser: Browser;
	let client: ApiClient;
	let record: pg.Client;
	beforeAll(async () => {
		[set, browser] = await Promise.all([startProduction(postgres ?? ""), openBrowser()]);
		record = new pg.Client({ connectionString: set.databaseUrl });
		await record.connect();
		const [url = ""] = set.urls;
		client = createApiClient({ name: "long", pickServer: () => url, token: set.token, ledger: createLedger() });
	}, 120_000);
	afterAll(async () => {
		await browser?.close();
		await record?.end();
		await set?.dispose();
	});

	async function startStory(): Promise<{ id: string; slug: string }> {
		const made = await client.send("POST", "/stories", { kind: "live", headline: "Election night" }, "story");
		const story = made.body["story"] as { id: string; slug: string };
		const body = { format: "text", value: "The polls have closed." };
		const post = await client.send("POST", `/stories/${story.id}/posts`, { headline: "Result 0", body }, "post");
		expect(post.status).toBeLessThan(300);
		return story;
	}

	it("stays light on an open page, loses no place, and leads on to what it let go", {
		timeout: 120_000,
		retry: 0,
	}, async () => {
		const story = await startStory();
		const { page, context, problems } = await openPage(browser);
		await page.addInitScript(() => {
			const tasks: number[] = [];
			Object.assign(window, { longTasks: tasks });
			new PerformanceObserver((list) => {
				for (const entry of list.getEntries()) tasks.push(Math.round(entry.duration));
			}).observe({ type: "longtask", buffered: true });
		});
		await page.goto(`${set.urls[0]}/live/${story.slug}`);
		await page.waitForSelector('[data-region="signal"][data-state="live"]');
		// Another reader begins at the beginning, and stays there.
		const first = await openPage(browser);
		await first.page.goto(`${set.urls[0]}/live/${story.slug}?order=oldest`);
		await first.page.waitForSelector('[data-region="signal"][data-state="live"]');
		const inspector = await context.newCDPSession(page);
		const feed = async (to: number) => {
			await publish(record, story.id, to);
			return to;
		};

		let last = await feed(200);
		await shows(page, last);
		const before = await heapOf(inspector);
		let [most, mostBelow] = [0, 0];
		while (last < posts) {
			last = await feed(Math.min(posts, last + batch));
			await shows(page, last);
			most = Math.max(most, await page.locator("[data-post]").count());
			mostBelow = Math.max(mostBelow, await first.page.locator("[data-post]").count());
		}
		const growth = (await heapOf(inspector)) - before;
		const tasks = await page.evaluate(() => (window as unknown as { longTasks: number[] }).longTasks);
		console.log(
			`${posts} posts into an open page: ${most} posts in the document at most, heap ${Math.round(growth / 1024)} KiB more` +
				` than after the first 200, ${tasks.length} tasks over 50 ms, the longest ${Math.max(0, ...tasks)} ms`,
		);
		expect(most).toBeLessThan(mostNodes);
		expect(growth).toBeLessThan(mostGrowth);

		// Who reads from the beginning has what stands around it, and all the rest page by page.
		expect(mostBelow).toBeLessThan(mostWaiting);
		await first.page.locator(".stream-head h2", { hasText: /5,\d{3} posts/ }).waitFor();
		for (let press = 0; press < 3; press += 1) {
			const known = (await headlines(first.page)).length;
			await first.page.click('[data-action="show-more"]');
			await first.page.waitForFunction((count) => document.querySelectorAll("[data-post]").length > count, known);
			const all = await headlines(first.page);
			expect(all).toEqual(all.map((_headline, index) => `Result ${index}`));
		}
		expect(first.problems).toEqual([]);

		// Older posts follow where the page ends, twice, without a hole.
		for (let press = 0; press < 2; press += 1) {
			const known = (await headlines(page)).length;
			await page.click('[data-action="show-more"]');
			await page.waitForFunction((count) => document.querySelectorAll("[data-post]").length > count, known);
			expect(await headlines(page)).toEqual(downFrom(last, (await headlines(page)).length));
		}

		// Who reads further down is not moved by hundreds more, and the page holds none of them that it need not.
		await page.evaluate(() => document.querySelectorAll("[data-post]")[12]?.scrollIntoView());
		const reading = await topOf(page, last - 12);
		const shown = await page.locator("[data-post]").count();
		last = await feed(last + 250);
		await page.waitForFunction(() => document.title.startsWith("(250) "));
		expect(await page.locator("[data-post]").count()).toBe(shown);
		expect(await topOf(page, last - 262)).toBe(reading);
		await page.click('[data-action="show-updates"]');
		await shows(page, last);
		const unread = page.locator('[data-region="unread"]');
		expect(await unread.innerText()).toMatch(/250/);
		expect(await page.locator("[data-post]").count()).toBeLessThan(mostNodes);
		expect(await headlines(page)).toEqual(downFrom(last, (await headlines(page)).length));
		expect(problems).toEqual([]);
	});
});

const headlines = (page: Page) => page.locator("[data-post] .post-headline").allInnerTexts();
const downFrom = (last: number, count: number) => Array.from({ length: count }, (_, index) => `Result ${last - index}`);

/** Waits until the newest post stands on top. */
async function shows(page: Page, number: number): Promise<void> {
	const text = `Result ${number}`;
	const isOnTop = (wanted: string) => document.querySelector("[data-post] .post-headline")?.textContent === wanted;
	await page.waitForFunction(isOnTop, text, { timeout: 60_000 });
}

const topOf = (page: Page, number: number) =>
	page
		.locator("[data-post]", { hasText: new RegExp(`Result ${number}\\b`) })
		.evaluate((post) => post.getBoundingClientRect().top);

/** Bytes that are in use once what nobody needs is cleared away. */
async function heapOf(inspector: CDPSession): Promise<number> {
	await inspector.send("Performance.enable");
	await inspector.send("HeapProfiler.enable");
	await inspector.send("HeapProfiler.collectGarbage");
	const { metrics } = await inspector.send("Performance.getMetrics");
	return metrics.find(({ name }) => name === "JSHeapUsedSize")?.value ?? Number.NaN;
}

/**
 * Publishes posts up to number `to` in one transaction, as the workers would one by one (workers/src/publish): posts,
 * a boundary after every twenty, the story's stamps, and the events of its channel.
 */
async function publish(record: pg.Client, storyId: string, to: number): Promise<void> {
	const channel = `story:${storyId}`;
	const stamp = (at: string) => `to_char(${at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
	await record.query("begin");
	const { rows } = await record.query("select post_count, published_at, updated_at from stories where id = $1", [
		storyId,
	]);
	const from = Number(rows[0].post_count);
	const start = (rows[0].published_at as Date).toISOString();
	const updatedAt = (rows[0].updated_at as Date | null)?.toISOString() ?? null;
	const id = "'q' || lpad(n::text, 13, '0')";
	/** A hundredth of a second apart, a second after the story. */
	const timeOf = (number: string) =>
		`(timestamptz '${start}' + interval '1 second' + (${number}) * interval '10 milliseconds')`;
	const at = timeOf("n");
	const text = "'<p>' || repeat('Counting goes on in district ' || n || '. ', 3) || '</p>'";
	await record.query(
		`insert into posts (id, story_id, status, revision, content, html, published_at)
		select ${id}, $1, 'published', 1, jsonb_build_object('headline', 'Result ' || n, 'body', jsonb_build_object(
			'type', 'doc', 'content', '[]'::jsonb), 'key', false, 'pinned', null, 'breaking', false,
			'authors', '[]'::jsonb, 'publishedAt', null), ${text}, ${at}
		from generate_series($2::int, $3::int) n`,
		[storyId, from, to],
	);
	await record.query(
		`insert into boundaries (id, story_id, at, post_id) select 'b' || lpad(n::text, 13, '0'), $1, ${at}, ${id}
		from generate_series($2::int, $3::int) n where n % 20 = 0 and n <= $3::int - 20`,
		[storyId, Math.max(20, from - 20), to],
	);
	const boundary = "(n / 20 - 1) * 20";
	await record.query(
		`insert into events (position, type, story_id, post_id, channels, body, at)
		select head.position + n - $2::int + 1, 'post.added', $1, ${id}, array[$4::text], jsonb_build_object('v', 1,
			'position', head.position + n - $2::int + 1, 'previous', jsonb_build_object($4::text,
				case when n = $2::int then mine.position else head.position + n - $2::int end),
			'type', 'post.added', 'at', ${stamp("clock_timestamp()")},
			'stamps', jsonb_build_object('updatedAt', $5::text, 'postCount', n + 1, 'boundary', case when n < 40 then null else
				jsonb_build_object('id', 'b' || lpad((${boundary})::text, 13, '0'),
					'at', ${stamp(timeOf(boundary))},
					'postId', 'q' || lpad((${boundary})::text, 13, '0')) end),
			'post', jsonb_build_object('id', ${id}, 'storyId', $1::text, 'revision', 1, 'headline', 'Result ' || n,
				'html', ${text}, 'bodyUrl', null, 'key', false, 'pinned', null, 'breaking', false, 'authors', '[]'::jsonb,
				'publishedAt', ${stamp(at)}, 'updatedAt', null, 'corrections', '[]'::jsonb))::text, clock_timestamp()
		from generate_series($2::int, $3::int) n, (select max(position) as position from events) head,
			(select position from channel_heads where channel = $4::text) mine`,
		[storyId, from, to, channel, updatedAt],
	);
	await record.query(
		`insert into event_channels (channel, position) select $1::text, position from events
		where story_id = $2 and type = 'post.added' and position > (select position from channel_heads where channel = $1)`,
		[channel, storyId],
	);
	await record.query(`update channel_heads set position = (select max(position) from events) where channel = $1`, [
		channel,
	]);
	await record.query(
		`update stories set post_count = $2::int + 1, boundary_id = (select id from boundaries where story_id = $1
			order by at desc, post_id desc limit 1) where id = $1`,
		[storyId, to],
	);
	await record.query("commit");
}
