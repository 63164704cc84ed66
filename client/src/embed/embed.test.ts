import { expect, it } from "vitest";
import { embedLanguages, embedWords } from "./embed-words.ts";
import { formOf, pathOf } from "./feed-data.ts";
import type { FeedItem, FeedView } from "./feed-view.ts";
import { holdFeed } from "./hold-feed.ts";
import { element, writeNode } from "./nodes.ts";
import { plainText } from "./plain-text.ts";

it("shows the words of a body, and nothing of its markup", () => {
	expect(plainText("<h2>Tide</h2><p>High &#38; <strong>rising</strong><br>fast</p>", 100)).toBe(
		"Tide High & rising fast",
	);
	expect(plainText('<figure class="picture"><img alt="x"><figcaption>Pier</figcaption></figure><p>Text</p>', 100)).toBe(
		"Text",
	);
	expect(plainText("<p>One two three four</p>", 12)).toBe("One two…");
	expect(plainText(null, 10)).toBe("");
	expect(plainText("<p>&#60;script&#62; &#9999999999;</p>", 100)).toContain("<script>");
});

it("writes text and attributes so that neither can become markup", () => {
	const node = element("a", { href: `"><script>`, title: null, hidden: true }, "<b>&");
	expect(writeNode(node)).toBe('<a href="&#34;&#62;&#60;script&#62;" hidden>&#60;b&#62;&#38;</a>');
});

it("knows what can be embedded", () => {
	expect(pathOf("story:3kq8w0z2m4hd7c")).toBe("story/3kq8w0z2m4hd7c");
	expect(pathOf("feed")).toBe("feed");
	for (const wrong of ["", "site", "story:../../x", "card:3kq8w0z2m4hd7c", "<script>"])
		expect(pathOf(wrong)).toBeNull();
	expect([formOf("key"), formOf("nonsense"), formOf(null)]).toEqual(["key-developments", "compact", "compact"]);
});

it("says every phrase in every language, each its own", () => {
	const english = embedWords("en");
	for (const language of embedLanguages) {
		const words = embedWords(language);
		for (const [name, phrase] of Object.entries(words)) {
			if (name === "language" || typeof phrase !== "string") continue;
			expect(phrase, `${language} ${name}`).not.toBe("");
			if (language !== "en") expect(phrase, `${language} ${name}`).not.toBe(english[name as keyof typeof english]);
		}
	}
	expect(embedWords("de", "uk-UA").language).toBe("uk");
});

const item = (id: string, at: string): FeedItem => ({
	...{ id, at, headline: id, text: "", href: "", isKey: false, isBreaking: false },
	...{ editedAt: null, correction: null, goneAt: null },
});
const view = (...items: FeedItem[]) => ({ items }) as FeedView;

it("holds back what is new, and applies what was edited or withdrawn at once", () => {
	const held = holdFeed();
	const [a, b, c] = [item("a", "1"), item("b", "2"), item("c", "3")] as [FeedItem, FeedItem, FeedItem];
	expect(held.show(view(b, a), true).items).toEqual([b, a]);
	const edited = { ...a, headline: "edited" };
	expect(held.show(view(c, b, edited), true).items).toEqual([b, edited]);
	expect(held.waiting()).toBe(1);
	held.noteGone("b", "9");
	const shown = held.show(view(c, edited), true).items;
	expect(shown.map(({ id, goneAt, headline }) => [id, goneAt, headline])).toEqual([
		["b", "9", ""],
		["a", null, "edited"],
	]);
	expect(held.show(view(c, edited), false).items.map(({ id }) => id)).toEqual(["c", "b", "a"]);
	expect(held.waiting()).toBe(0);
	expect(held.show(view(c, b, edited), false).items[1]).toEqual(b);
});
