import type { Document } from "@dateline/shared/model";
import { documentText } from "@dateline/shared/model";
import { describe, expect, it } from "vitest";
import { joinVersions, type Version } from "./join-versions.ts";

const paragraph = (text: string) => ({ type: "paragraph" as const, content: [{ type: "text" as const, text }] });
const version = (headline: string, ...texts: string[]): Version => ({
	headline,
	body: { type: "doc", content: texts.map(paragraph) } as Document,
});
const read = ({ headline, body }: Version) => [
	headline,
	...body.content.map((block) => documentText({ type: "doc", content: [block] })),
];

describe("joinVersions", () => {
	const base = version("Army lorries", "Six army lorries have reached Gate 2.", "More will follow.");

	it("joins changes in different blocks", () => {
		const mine = version("Army lorries", "Six army lorries have reached Gate 2.", "More will follow on Sunday.");
		const theirs = version(
			"Army lorries reach the docks",
			"Eight army lorries have reached Gate 2.",
			"More will follow.",
		);
		const answer = joinVersions(base, mine, theirs);
		expect(answer.overlap).toBe(false);
		if (answer.overlap) return;
		expect(read(answer.joined)).toEqual([
			"Army lorries reach the docks",
			"Eight army lorries have reached Gate 2.",
			"More will follow on Sunday.",
		]);
	});

	it("joins changes to different words of one block", () => {
		const mine = version("Army lorries", "Six army lorries have reached Gate 2 at noon.", "More will follow.");
		const theirs = version("Army lorries", "Eight army lorries have reached Gate 2.", "More will follow.");
		const answer = joinVersions(base, mine, theirs);
		expect(answer.overlap).toBe(false);
		if (!answer.overlap) expect(read(answer.joined)[1]).toBe("Eight army lorries have reached Gate 2 at noon.");
	});

	it("keeps blocks that either added, in their places", () => {
		const mine = version("Army lorries", "First of all.", "Six army lorries have reached Gate 2.", "More will follow.");
		const theirs = version("Army lorries", "Six army lorries have reached Gate 2.", "More will follow.", "And last.");
		const answer = joinVersions(base, mine, theirs);
		if (answer.overlap) throw new Error("they do not overlap");
		expect(read(answer.joined).slice(1)).toEqual([
			"First of all.",
			"Six army lorries have reached Gate 2.",
			"More will follow.",
			"And last.",
		]);
	});

	it("says so when both changed the same words, or one took out what the other changed", () => {
		const mine = version("Army lorries", "Seven army lorries have reached Gate 2.", "More will follow.");
		const theirs = version("Army lorries", "Eight army lorries have reached Gate 2.", "More will follow.");
		expect(joinVersions(base, mine, theirs).overlap).toBe(true);
		expect(joinVersions(base, mine, version("Army lorries", "More will follow.")).overlap).toBe(true);
		expect(joinVersions(base, version("A", ...read(base).slice(1)), version("B", ...read(base).slice(1))).overlap).toBe(
			true,
		);
	});

	it("takes the same change by both once, and loses no mark", () => {
		const bold: Version = {
			headline: "Army lorries",
			body: {
				type: "doc",
				content: [
					{
						type: "paragraph",
						content: [
							{ type: "text", text: "Six", marks: [{ type: "bold" }] },
							{ type: "text", text: " army lorries have reached Gate 2." },
						],
					},
					paragraph("More will follow."),
				],
			} as Document,
		};
		const same = joinVersions(base, bold, bold);
		expect(same).toEqual({ overlap: false, joined: bold });
		const theirs = version("Army lorries", "Six army lorries have reached Gate 2.", "More will follow soon.");
		const answer = joinVersions(base, bold, theirs);
		if (answer.overlap) throw new Error("they do not overlap");
		expect(answer.joined.body.content[0]).toEqual(bold.body.content[0]);
		expect(read(answer.joined)[2]).toBe("More will follow soon.");
	});

	it("loses no word of either when it joins, whatever is typed", () => {
		let seed = 7;
		const random = (below: number) => {
			seed = (seed * 1103515245 + 12345) % 2147483648;
			return seed % below;
		};
		const words = "the river falls and barrier holds while trains run again".split(" ");
		let joins = 0;
		for (let round = 0; round < 300; round += 1) {
			const blocks = Array.from({ length: 3 }, (_, at) =>
				Array.from({ length: 8 }, () => words[random(words.length)])
					.join(" ")
					.concat(` ${at}.`),
			);
			const edit = (mark: string) =>
				version(
					"h",
					...blocks.map((text) => {
						const parts = text.split(" ");
						if (random(2) === 0) parts.splice(random(parts.length), 0, `${mark}${random(1000)}`);
						return parts.join(" ");
					}),
				);
			const [mine, theirs] = [edit("mine"), edit("theirs")];
			const answer = joinVersions(version("h", ...blocks), mine, theirs);
			if (answer.overlap) continue;
			joins += 1;
			const joined = read(answer.joined).join(" ");
			for (const added of [mine, theirs].flatMap(
				(one) =>
					read(one)
						.join(" ")
						.match(/(mine|theirs)\d+/g) ?? [],
			))
				expect(joined).toContain(added);
		}
		expect(joins).toBeGreaterThan(150);
	});
});
