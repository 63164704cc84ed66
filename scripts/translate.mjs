// Gives a translator what is to be done, and takes it back: `node scripts/translate.mjs uk` writes the messages without
// a translation as JSON, id → English, with `{0}`, `{1}` … where values and markup come; `node scripts/translate.mjs uk
// done.json` puts id → translation from a file into client/src/newsroom/locales/uk.xlf. `--all` gives them all.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readMessages } from "./read-messages.mjs";

const [language, ...rest] = process.argv.slice(2);
if (language === undefined) throw new Error("Say which language: node scripts/translate.mjs uk [done.json]");
const path = join(fileURLToPath(new URL("..", import.meta.url)), `client/src/newsroom/locales/${language}.xlf`);
const xliff = readFileSync(path, "utf8");
const messages = readMessages(xliff);
const done = rest.find((argument) => argument.endsWith(".json"));

if (done === undefined) {
	const wanted = messages.filter(({ target }) => target === null || rest.includes("--all"));
	const lines = Object.fromEntries(wanted.map(({ id, source, target }) => [id, target ?? source]));
	process.stdout.write(`${JSON.stringify(lines, null, "\t")}\n`);
} else {
	const translations = JSON.parse(readFileSync(done, "utf8"));
	let text = xliff;
	let merged = 0;
	for (const message of messages) {
		const translation = translations[message.id];
		if (translation === undefined) continue;
		text = text.replace(message.unit, () => message.withTarget(translation));
		merged++;
	}
	writeFileSync(path, text);
	const known = new Set(messages.map(({ id }) => id));
	const gone = Object.keys(translations).filter((id) => !known.has(id));
	console.log(`${merged} translations in ${language}.xlf.`);
	if (gone.length > 0) console.log(`Not in the console any more: ${gone.join(", ")}`);
}
