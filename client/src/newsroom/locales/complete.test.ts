import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { findUntranslatedOfConsole } from "../../../../scripts/find-untranslated.mjs";
import { placeholdersIn, readMessages } from "../../../../scripts/read-messages.mjs";
import { targetLocales } from "./codes.ts";

/** Words outside `msg()` that nobody at a desk reads, by what they begin with, and why. */
const allowed = [
	// An error of the browser's store: the console says that it can't keep anything.
	"client/src/newsroom/desk/local-store.ts",
	// What a ConnectionError says in a log; at the desk stands `sentenceOf` of it.
	"client/src/newsroom/desk/request.ts",
	// The refusal "unexpected", kept in English like those of the server, and said by `sayRefusal`.
	"client/src/newsroom/desk/outbox.ts",
];

test("Every word of the console is a message", () => {
	expect(findUntranslatedOfConsole().filter((line) => !allowed.some((path) => line.startsWith(path)))).toEqual([]);
});

for (const language of targetLocales) {
	const messages = readMessages(readFileSync(new URL(`./${language}.xlf`, import.meta.url), "utf8"));

	test(`Every message is translated into ${language}, with all that is put into it`, () => {
		const faults = messages.flatMap(({ id, source, target }) => {
			if (target === null || target.trim() === "") return [`${id} is not translated: ${source}`];
			const lost = placeholdersIn(source).join() !== placeholdersIn(target).join();
			const gap = /^\s|\s$/.test(target) !== /^\s|\s$/.test(source);
			return lost || gap ? [`${id} lost a placeholder or a space: ${source} → ${target}`] : [];
		});
		expect(faults).toEqual([]);
	});

	test(`A word that is counted has all the forms of ${language}`, () => {
		const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
		// The last form serves for "other" too, which only fractions have in many languages.
		const fewest = Math.max(1, pluralCategories.length - 1);
		const faults = messages.flatMap(({ id, target }) =>
			[...(target ?? "").matchAll(/\[([^[\]]*\|[^[\]]*)\]/g)].flatMap(([whole, offered]) =>
				(offered as string).split("|").length < fewest ? [`${id}: ${whole}`] : [],
			),
		);
		expect(faults).toEqual([]);
	});
}
