import sharp from "sharp";
import { expect, it } from "vitest";
import { toneOf } from "./tone-of.ts";

const half = (background: string) =>
	sharp({ create: { width: 40, height: 20, channels: 3, background } })
		.png()
		.toBuffer();

/** A picture of two colours, one over the other. */
async function pictureOf(top: string, bottom: string): Promise<Buffer> {
	const canvas = sharp({ create: { width: 40, height: 40, channels: 3, background: "#000" } });
	const parts = [
		{ input: await half(top), top: 0, left: 0 },
		{ input: await half(bottom), top: 20, left: 0 },
	];
	return canvas.composite(parts).png().toBuffer();
}

it.each([
	["#ffffff", "#000000", "9n0n"],
	["#ff0000", "#0000ff", "6b4j"],
	["#87ceeb", "#3b3b3b", "8i3n"],
])("tells %s over %s in four signs", async (top, bottom, tone) => {
	expect(await toneOf(await pictureOf(top, bottom))).toBe(tone);
});

it("reads a picture in greys", async () => {
	const picture = sharp(await half("#808080")).toColourspace("b-w");
	expect(await toneOf(await picture.png().toBuffer())).toBe("5n5n");
});
