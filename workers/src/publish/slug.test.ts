import { slugOf } from "@dateline/shared/model";
import { slugSchema } from "@dateline/shared/protocol";
import fc from "fast-check";
import { expect, test } from "vitest";
import { chooseSlug, slugCandidates } from "./slug.ts";

test.each([
	["Storm reaches the coast", "storm-reaches-the-coast"],
	["What’s next? 5 things we don't know", "whats-next-5-things-we-dont-know"],
	["Київ: п’ять речей, які варто знати", "kyiv-piat-rechei-yaki-varto-znaty"],
	["Згурський і Щербак їдуть до Юрʼєва", "zghurskyi-i-shcherbak-yidut-do-yurieva"],
	["Єнакієве, Йосипівка, Яготин і ґанок", "yenakiieve-yosypivka-yahotyn-i-ganok"],
	["Подъезд закрыт: что известно об объекте", "podieezd-zakryt-chto-izvestno-ob-obieekte"],
	["العاصفة تصل إلى الساحل", "العاصفة-تصل-إلى-الساحل"],
	["العاصِفَةُ تَصِلُ إلى الســاحل", "العاصفة-تصل-إلى-الساحل"],
	["東京で地震", "東京で地震"],
	["Éclair à l'ouest, Łódź, Straße", "eclair-a-louest-lodz-strasse"],
	["हिंदी समाचार", "हिंदी-समाचार"],
	["— !!! —", "story"],
])("%s becomes %s", (headline, slug) => {
	expect(slugOf(headline, "story")).toBe(slug);
	expect(slugSchema.safeParse(slug).success).toBe(true);
});

test("a headline is cut at a word, sooner where each letter is long in a shared address", () => {
	const arabic = "الأمم المتحدة تعلن عن هدنة جديدة في المنطقة الساحلية بعد مفاوضات طويلة استمرت شهرين";
	const cut = slugOf(arabic, "story");
	expect(cut.length).toBeLessThanOrEqual(40);
	expect(arabic.replaceAll(" ", "-").startsWith(`${cut}-`)).toBe(true);
	const ukrainian = "Уряд ухвалив рішення про відбудову мостів через Дніпро, зруйнованих під час весняної повені";
	expect(slugOf(ukrainian, "story", "uk")).toBe(
		"uriad-ukhvalyv-rishennia-pro-vidbudovu-mostiv-cherez-dnipro-zruinovanykh-pid",
	);
});

test("the language says how Cyrillic is read where the letters do not", () => {
	expect(slugOf("Нова влада", "story", "uk")).toBe("nova-vlada");
	expect(slugOf("Игры в Гомеле", "story", "ru")).toBe("igry-v-gomele");
	expect(slugOf("Гора", "story", "bg")).toBe("gora");
	expect(slugOf("Гора", "story", "uk")).toBe("hora");
});

test("whatever the headline, the slug is one that the protocol takes", () => {
	fc.assert(
		fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (headline) => {
			for (const slug of slugCandidates(headline, "3kq8w0z2m4hd7c")) expect(slugSchema.parse(slug)).toBe(slug);
		}),
	);
});

test("a derived slug takes the first number that is free, and one's own again", () => {
	const owners = new Map([
		["storm", "other"],
		["storm-2", "another"],
	]);
	expect(chooseSlug(null, { headline: "Storm" }, "mine", owners)).toBe("storm-3");
	expect(chooseSlug(null, { headline: "Storm" }, "another", owners)).toBe("storm-2");
});

test("when every number is taken the story's id makes a free one", () => {
	const owners = new Map(slugCandidates("Storm", "mine").map((slug) => [slug, "other"]));
	owners.delete("storm-mine");
	expect(chooseSlug(null, { headline: "Storm" }, "mine", owners)).toBe("storm-mine");
});

test("a slug that was asked for is refused when another story had it", () => {
	const owners = new Map([["storm", "other"]]);
	expect(() => chooseSlug("storm", { headline: "Storm" }, "mine", owners)).toThrow(
		expect.objectContaining({ code: "slug_taken" }),
	);
	expect(chooseSlug("storm", { headline: "Storm" }, "other", owners)).toBe("storm");
});
