import type { BodyInput } from "@dateline/shared/protocol";
import sharp from "sharp";
import type { ApiClient } from "../harness/api-client.ts";
import type { ReplayIds, ReplayPicture, ReplayPost, ReplayStory } from "./replay-story.ts";

/** A story that was handed in, without its posts. */
export interface HandedInStory {
	id: string;
	slug: string;
	ids: ReplayIds;
}

/** Makes all that a story refers to, then publishes it. */
export async function handInStory(
	{ client, url, token }: { client: ApiClient; url: string; token: string },
	{ section, topics, authors, related, pictures, story }: ReplayStory,
): Promise<HandedInStory> {
	await send(client, "/sections", { ...section, description: "" });
	for (const topic of topics) await send(client, "/topics", { ...topic, description: "" });
	for (const author of authors) await send(client, "/authors", author);
	const pictureIds = new Map<string, string>();
	for (const picture of pictures) pictureIds.set(picture.key, await uploadPicture(url, token, picture));
	const article = related && (await send(client, "/stories", { kind: "article", ...related }));
	const relatedId = article && (article["story"] as { id: string }).id;
	const answer = await send(client, "/stories", {
		kind: "live",
		...story,
		section: section.slug,
		topics: topics.map(({ slug }) => slug),
		authors: authors.map(({ slug }) => slug),
		lead: [...pictureIds.values()][0] ?? null,
		related: relatedId ? [relatedId] : [],
	});
	const { id, slug } = answer["story"] as { id: string; slug: string };
	return { id, slug, ids: { pictures: pictureIds, related: relatedId ?? null } };
}

/** Publishes one post, and the key development that sums it up; gives its id. */
export async function handInPost(client: ApiClient, { id, ids }: HandedInStory, post: ReplayPost): Promise<string> {
	const { publishedAt, headline, key, breaking, pinned, authors } = post;
	const body: BodyInput = post.body(ids);
	const answer = await send(client, `/stories/${id}/posts`, {
		publishedAt,
		headline,
		body,
		key,
		breaking,
		pinned,
		authors,
	});
	const { id: postId } = answer["post"] as { id: string };
	if (post.keyDevelopment !== null) {
		await send(client, `/stories/${id}/key-developments`, { text: post.keyDevelopment, postId });
	}
	return postId;
}

async function send(client: ApiClient, path: string, body: unknown): Promise<Record<string, unknown>> {
	const answer = await client.send("POST", path, body, `POST ${path}`);
	if (answer.status >= 300) throw new Error(`POST ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
	return answer.body;
}

async function uploadPicture(url: string, token: string, picture: ReplayPicture): Promise<string> {
	const { width, height, alt, caption, credit } = picture;
	const file = await sharp({ create: { width, height, channels: 3, background: "#5b7c8d" } })
		.jpeg()
		.toBuffer();
	const form = new FormData();
	for (const [name, value] of Object.entries({ alt, caption, credit })) form.set(name, value);
	form.set("file", new Blob([Uint8Array.from(file)], { type: "image/jpeg" }), "picture.jpg");
	const response = await fetch(`${url}/api/v1/media`, {
		method: "POST",
		headers: { Authorization: `Bearer ${token}` },
		body: form,
	});
	const answer = (await response.json()) as { media?: { id: string } };
	if (!response.ok || !answer.media) throw new Error(`no picture: ${response.status} ${JSON.stringify(answer)}`);
	return answer.media.id;
}
