import { readFile } from "node:fs/promises";

const posts = 100;
/** Each so many posts has a picture. */
const everyPicture = 4;
const pictures = ["bridge", "harbour", "dam", "street", "cranes", "fields", "barrier", "light"];
const sentence =
	"The harbour office says that the water at the customs bridge has fallen by another four centimetres since the last reading, and that the two pumps behind the old wall can rest until the tide turns. ";

/**
 * Publishes a live story of 100 posts, every fourth with a picture, beside the sample coverage, and waits until all sizes
 * of all pictures are made.
 *
 * @returns its path and id, and the function that sends to the API
 */
export async function prepareCoverage(origin, token) {
	async function send(method, path, body) {
		const isForm = body instanceof FormData;
		const answer = await fetch(`${origin}/api/v1${path}`, {
			method,
			headers: { Authorization: `Bearer ${token}`, ...(!isForm && body && { "Content-Type": "application/json" }) },
			...(body && { body: isForm ? body : JSON.stringify(body) }),
		});
		const text = await answer.text();
		if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
		return JSON.parse(text);
	}
	const media = [];
	for (const name of pictures) {
		const form = new FormData();
		form.append("alt", "The river at the customs bridge, high and brown, seen from the quay");
		form.append("caption", "The Sorn at the customs bridge");
		form.append("credit", "Noor Halvard / Dateline");
		const bytes = await readFile(new URL(`../../server/assets/sample/${name}.webp`, import.meta.url));
		form.append("file", new Blob([bytes]), `${name}.webp`);
		media.push((await send("POST", "/media", form)).media);
	}
	const lead = media[0].id;
	const { story } = await send("POST", "/stories", {
		kind: "live",
		status: "published",
		headline: "Audit: one hundred posts from the river",
		standfirst: "A long day at the gauges, post by post.",
		lead,
		keyDevelopments: [{ text: "The river falls at every gauge" }, { text: "The dam closes two of five gates" }],
	});
	let firstPost = "";
	for (let number = 1; number <= posts; number++) {
		const picture = number % everyPicture === 0 ? `\n\n![](${media[(number / everyPicture) % media.length].url})` : "";
		const { post } = await send("POST", `/stories/${story.id}/posts`, {
			headline: `Reading ${number}: the water falls`,
			key: number % 10 === 0,
			...(number === 50 && { pinned: 0 }),
			body: { format: "markdown", value: sentence.repeat(1 + (number % 3)) + picture },
		});
		firstPost ||= post.id;
	}
	await madeAll(send);
	return { path: `/live/${encodeURIComponent(story.slug)}`, storyId: story.id, firstPost, send };
}

/** Until the worker has made all sizes: before, the addresses lead to the pictures as they came. */
async function madeAll(send) {
	for (let second = 0; second < 300; second++) {
		const { waiting } = await send("GET", "/media/counts");
		if (waiting === 0) return;
		await new Promise((resolve) => setTimeout(resolve, 1_000));
	}
	throw new Error("The sizes of the pictures were not made in five minutes.");
}
