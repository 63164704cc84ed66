import { slugOf } from "@dateline/shared/model";
import { slugSchema } from "@dateline/shared/protocol";
import fc from "fast-check";
import { expect, test } from "vitest";
import { chooseSlug, slugCandidates } from "./slug.ts";

test.each([
	["Storm reaches the coast", "storm-reaches-the-coast"],
	["What’s next? 5 things we don't know", "whats-next-5-things-we-dont-know"],
	["Київ: п’ять речей, які варто знати", "київ-пять-речей-які-варто-знати"],
	["العاصفة تصل إلى الساحل", "العاصفة-تصل-إلى-الساحل"],
	["東京で地震", "東京で地震"],
	["Éclair à l'ouest", "éclair-à-louest"],
	["हिंदी समाचार", "हिंदी-समाचार"],
	["— !!! —", "story"],
])("%s becomes %s", (headline, slug) => {
	expect(slugOf(headline, "story")).toBe(slug);
	expect(slugSchema.safeParse(slug).success).toBe(true);
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
	expect(chooseSlug(null, "Storm", "mine", owners)).toBe("storm-3");
	expect(chooseSlug(null, "Storm", "another", owners)).toBe("storm-2");
});

test("when every number is taken the story's id makes a free one", () => {
	const owners = new Map(slugCandidates("Storm", "mine").map((slug) => [slug, "other"]));
	owners.delete("storm-mine");
	expect(chooseSlug(null, "Storm", "mine", owners)).toBe("storm-mine");
});

test("a slug that was asked for is refused when another story had it", () => {
	const owners = new Map([["storm", "other"]]);
	expect(() => chooseSlug("storm", "Storm", "mine", owners)).toThrow(expect.objectContaining({ code: "slug_taken" }));
	expect(chooseSlug("storm", "Storm", "other", owners)).toBe("storm");
});
