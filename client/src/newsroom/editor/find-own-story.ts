import { api } from "../desk/api.ts";

/** The id of our own story that an address of a reader's page means; null when it is none that the desk lists. */
export async function findOwnStory(address: string): Promise<string | null> {
	const [, kind, slug = ""] = new URL(address).pathname.split("/");
	if ((kind !== "story" && kind !== "live") || slug === "") return null;
	const words = decodeURIComponent(slug).replaceAll("-", " ");
	const pages = await Promise.all([
		api.stories({ q: words, status: "published", limit: 20 }),
		api.stories({ status: "published", limit: 100 }),
	]).catch(() => []);
	const found = pages.flatMap(({ items }) => items).find((story) => story.slug === decodeURIComponent(slug));
	return found?.id ?? null;
}
