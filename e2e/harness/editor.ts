import type { Answer, ApiClient } from "./api-client.ts";
import { headline, markdown, sentence } from "./prose.ts";
import type { Random } from "./random.ts";

/** What the editors know together: everything that they have made. */
export interface Newsroom {
	sections: string[];
	topics: string[];
	authors: string[];
	stories: NewsroomStory[];
}

export interface NewsroomStory {
	id: string;
	kind: "article" | "live";
	withdrawn: boolean;
	ended: boolean;
	posts: { id: string; withdrawn: boolean }[];
	keyDevelopments: string[];
}

/** Makes the sections, topics, authors and first stories that the run is about. */
export async function foundNewsroom(client: ApiClient, random: Random, liveStories: number): Promise<Newsroom> {
	const newsroom: Newsroom = { sections: [], topics: [], authors: [], stories: [] };
	for (const slug of ["harbour", "weather"]) {
		newsroom.sections.push(await make(client, "/sections", "section", { slug, name: slug, description: "" }));
	}
	for (const slug of ["storm", "ferries", "bridges"]) {
		newsroom.topics.push(await make(client, "/topics", "topic", { slug, name: slug, description: "" }));
	}
	for (const slug of ["news-desk", "ada-brook"]) {
		newsroom.authors.push(
			await make(client, "/authors", "author", {
				slug,
				name: slug,
				desk: slug === "news-desk",
				role: "",
				bio: "",
				contact: "",
			}),
		);
	}
	for (let number = 0; number < liveStories; number += 1) {
		await publishStory({ client, newsroom, random }, "live", `first-${number}`);
	}
	await publishStory({ client, newsroom, random }, "article", "first-article");
	return newsroom;
}

async function make(client: ApiClient, path: string, name: string, body: unknown): Promise<string> {
	const answer = await client.send("POST", path, body, `make a ${name}`);
	const made = answer.body[name] as { id: string } | undefined;
	if (answer.status >= 300 || !made) throw new Error(`no ${name}: ${answer.status} ${JSON.stringify(answer.body)}`);
	return made.id;
}

interface Desk {
	client: ApiClient;
	newsroom: Newsroom;
	random: Random;
}

async function publishStory(desk: Desk, kind: "article" | "live", mark: string): Promise<void> {
	const { client, newsroom, random } = desk;
	const answer = await client.send(
		"POST",
		"/stories",
		{
			kind,
			headline: headline(random, mark),
			standfirst: sentence(random),
			body: { format: "markdown", value: markdown(random, mark) },
			section: random.pick(newsroom.sections),
			topics: random.sample(newsroom.topics, random.int(3)),
			authors: random.sample(newsroom.authors, 1 + random.int(2)),
			related: random.chance(0.3) ? random.sample(newsroom.stories, 2).map(({ id }) => id) : [],
			keyDevelopments: random.chance(0.3) ? [{ text: headline(random, mark) }] : [],
			status: "published",
		},
		`publish ${kind} ${mark}`,
	);
	const story = answer.body["story"] as { id: string } | undefined;
	if (answer.status < 300 && story) {
		newsroom.stories.push({ id: story.id, kind, withdrawn: false, ended: false, posts: [], keyDevelopments: [] });
	}
}

/** The kinds of change that an editor makes, each with how often, of 100. */
const changes: readonly { often: number; make: (desk: Desk, mark: string) => Promise<unknown> }[] = [
	{ often: 4, make: (desk, mark) => publishStory(desk, "article", mark) },
	{ often: 1, make: (desk, mark) => publishStory(desk, "live", mark) },
	{ often: 10, make: updateStory },
	{ often: 4, make: correct },
	{ often: 2, make: withdrawOrRestoreStory },
	{ often: 36, make: addPost },
	{ often: 14, make: editPost },
	{ often: 6, make: pinPost },
	{ often: 9, make: withdrawOrRestorePost },
	{ often: 8, make: changeKeyDevelopment },
	{ often: 2, make: startOrEnd },
	{ often: 4, make: changeShared },
];
const total = changes.reduce((sum, { often }) => sum + often, 0);

/** One random change by one editor. */
export async function makeRandomChange(desk: Desk, mark: string): Promise<void> {
	let drawn = desk.random.int(total);
	for (const { often, make: makeIt } of changes) {
		drawn -= often;
		if (drawn < 0) {
			await makeIt(desk, mark);
			return;
		}
	}
}

const anyStory = (desk: Desk) => pickStory(desk, () => true);
const liveStory = (desk: Desk) => pickStory(desk, ({ kind }) => kind === "live");

/** One that takes changes; now and then any, since editors try what cannot be done. */
function pickStory({ newsroom, random }: Desk, suits: (story: NewsroomStory) => boolean): NewsroomStory {
	const suiting = newsroom.stories.filter(suits);
	const open = suiting.filter(({ withdrawn, ended }) => !withdrawn && !ended);
	return random.pick(open.length > 0 && random.chance(0.9) ? open : suiting);
}

async function updateStory(desk: Desk, mark: string): Promise<Answer> {
	const { client, random, newsroom } = desk;
	const story = anyStory(desk);
	const patches = [
		{ headline: headline(random, mark) },
		{ standfirst: `${sentence(random)} ${mark}` },
		{ body: { format: "markdown", value: markdown(random, mark) } },
		{ section: random.pick(newsroom.sections), topics: random.sample(newsroom.topics, random.int(4)) },
		{ authors: random.sample(newsroom.authors, 1) },
	];
	const significant = random.chance(0.5);
	return client.send("PATCH", `/stories/${story.id}`, { ...random.pick(patches), significant }, `update story ${mark}`);
}

async function correct(desk: Desk, mark: string): Promise<Answer> {
	const { client, random } = desk;
	const story = anyStory(desk);
	const post = story.posts.length > 0 && random.chance(0.5) ? { postId: random.pick(story.posts).id } : {};
	return client.send(
		"POST",
		`/stories/${story.id}/corrections`,
		{ text: `${sentence(random)} ${mark}`, ...post },
		`correct ${mark}`,
	);
}

async function withdrawOrRestoreStory(desk: Desk, mark: string): Promise<void> {
	const withdrawn = desk.newsroom.stories.filter((one) => one.withdrawn);
	const story = withdrawn.length > 0 && desk.random.chance(0.7) ? desk.random.pick(withdrawn) : anyStory(desk);
	const verb = story.withdrawn ? "restore" : "withdraw";
	const answer = await desk.client.send("POST", `/stories/${story.id}/${verb}`, {}, `${verb} story ${mark}`);
	if (answer.status < 300) story.withdrawn = verb === "withdraw";
}

async function addPost(desk: Desk, mark: string): Promise<void> {
	const { client, random, newsroom } = desk;
	const story = liveStory(desk);
	const answer = await client.send(
		"POST",
		`/stories/${story.id}/posts`,
		{
			headline: random.chance(0.7) ? headline(random, mark) : "",
			body: { format: "markdown", value: markdown(random, mark) },
			key: random.chance(0.15),
			breaking: random.chance(0.05),
			authors: random.sample(newsroom.authors, random.int(2)),
			significant: random.chance(0.7),
			// Filed late, for a moment up to an hour ago: order is the editor's.
			...(random.chance(0.15) && { publishedAt: new Date(Date.now() - random.int(3_600_000)).toISOString() }),
		},
		`add post ${mark}`,
	);
	const post = answer.body["post"] as { id: string } | undefined;
	if (answer.status < 300 && post) story.posts.push({ id: post.id, withdrawn: false });
}

async function editPost(desk: Desk, mark: string): Promise<unknown> {
	const { client, random } = desk;
	const story = liveStory(desk);
	if (story.posts.length === 0) return addPost(desk, mark);
	const patches = [
		{ headline: headline(random, mark) },
		{ body: { format: "markdown", value: markdown(random, mark) } },
		{ key: random.chance(0.5) },
		{ publishedAt: new Date(Date.now() - random.int(3_600_000)).toISOString() },
	];
	return client.send(
		"PATCH",
		`/stories/${story.id}/posts/${random.pick(story.posts).id}`,
		{ ...random.pick(patches), significant: random.chance(0.3) },
		`edit post ${mark}`,
	);
}

async function pinPost(desk: Desk, mark: string): Promise<unknown> {
	const { client, random } = desk;
	const story = liveStory(desk);
	if (story.posts.length === 0) return addPost(desk, mark);
	return client.send(
		"PATCH",
		`/stories/${story.id}/posts/${random.pick(story.posts).id}`,
		{ pinned: random.chance(0.3) ? null : random.int(4), significant: false },
		`pin post ${mark}`,
	);
}

async function withdrawOrRestorePost(desk: Desk, mark: string): Promise<unknown> {
	const story = liveStory(desk);
	if (story.posts.length === 0) return addPost(desk, mark);
	const post = desk.random.pick(story.posts);
	const path = `/stories/${story.id}/posts/${post.id}`;
	post.withdrawn = !post.withdrawn;
	return post.withdrawn
		? desk.client.send("DELETE", path, undefined, `withdraw post ${mark}`)
		: desk.client.send("POST", `${path}/restore`, {}, `restore post ${mark}`);
}

async function changeKeyDevelopment(desk: Desk, mark: string): Promise<unknown> {
	const { client, random } = desk;
	const story = anyStory(desk);
	const path = `/stories/${story.id}/key-developments`;
	if (story.keyDevelopments.length > 0 && random.chance(0.4)) {
		const id = random.pick(story.keyDevelopments);
		return random.chance(0.6)
			? client.send("PATCH", `${path}/${id}`, { text: headline(random, mark) }, `edit key development ${mark}`)
			: client.send("DELETE", `${path}/${id}`, undefined, `withdraw key development ${mark}`);
	}
	const post = story.posts.length > 0 && random.chance(0.5) ? { postId: random.pick(story.posts).id } : {};
	const body = { text: headline(random, mark), ...post };
	const answer = await client.send("POST", path, body, `add key development ${mark}`);
	const made = answer.body["keyDevelopment"] as { id: string } | undefined;
	if (answer.status < 300 && made) story.keyDevelopments.push(made.id);
	return answer;
}

async function startOrEnd(desk: Desk, mark: string): Promise<void> {
	const live = desk.newsroom.stories.filter(({ kind, withdrawn }) => kind === "live" && !withdrawn);
	const ended = live.filter((story) => story.ended);
	if (live.length === 0) return withdrawOrRestoreStory(desk, mark);
	const story = ended.length > 0 && desk.random.chance(0.7) ? desk.random.pick(ended) : desk.random.pick(live);
	const verb = story.ended ? "start" : "end";
	const answer = await desk.client.send("POST", `/stories/${story.id}/${verb}`, {}, `${verb} ${mark}`);
	if (answer.status < 300) story.ended = verb === "end";
}

async function changeShared(desk: Desk, mark: string): Promise<Answer> {
	const { client, random, newsroom } = desk;
	const kinds = [
		{ path: "sections", ids: newsroom.sections },
		{ path: "topics", ids: newsroom.topics },
		{ path: "authors", ids: newsroom.authors },
	];
	const { path, ids } = random.pick(kinds);
	return client.send(
		"PATCH",
		`/${path}/${random.pick(ids)}`,
		{ name: headline(random, mark).slice(0, 80) },
		`${path} ${mark}`,
	);
}
