import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { serverSentences } from "./server-sentences.ts";
import { sayRefusal } from "./server-words.ts";

test("Each sentence that is translated for the server is one that the server says", () => {
	const folders = ["server/src", "workers/src", "shared/src"].map(
		(path) => new URL(`../../../../${path}/`, import.meta.url),
	);
	const source = folders
		.flatMap((folder) =>
			readdirSync(folder, { recursive: true, encoding: "utf8" })
				.filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts"))
				.map((path) => readFileSync(new URL(path, folder), "utf8")),
		)
		.join("\n")
		// Numbers that are constants there.
		.replace(/\$\{lowest\}/g, "12")
		.replace(/\$\{greatest\}/g, "128");
	expect(serverSentences().filter((sentence) => !source.includes(sentence))).toEqual([]);
});

test("English is the server's own sentence", () => {
	const refusal = { code: "slug_taken", message: "Another story has or had the slug storm." };
	expect(sayRefusal(refusal)).toBe(refusal.message);
	expect(sayRefusal(null)).toBeNull();
});
