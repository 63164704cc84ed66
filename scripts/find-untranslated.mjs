// Lists the words of the console that stand outside `msg()`: text and labels of templates, and sentences in strings.
// `node scripts/find-untranslated.mjs`; client/src/newsroom/locales/complete.test.ts holds the console against it.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

// TypeScript 7 has no programming interface yet: this is the one that lit-localize reads the messages with.
const require = createRequire(createRequire(import.meta.url).resolve("@lit/localize-tools/package.json"));
const ts = require("typescript");

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = join(root, "client/src/newsroom");
const spokenAttributes = new Set(["aria-label", "title", "placeholder", "alt", "label"]);

/** What is no word of a language: names of products and of forms that are written alike everywhere. */
const names = new Set([
	"Dateline",
	"PostgreSQL",
	"Redis",
	"Esc",
	"Alt",
	"Ctrl",
	"Shift",
	"HTTP",
	"https",
	"ffmpeg",
	"ffmpeg",
	"JSON",
	"CSV",
	"NDJSON",
]);
const words = (text) => [...text.matchAll(/\p{L}{2,}/gu)].map(([word]) => word).filter((word) => !names.has(word));

const isMsg = (node) => ts.isCallExpression(node) && node.expression.getText() === "msg";
const isMarkup = (node) => ts.isTaggedTemplateExpression(node) && ["html", "svg"].includes(node.tag.getText());
/** A string that somebody would read: begins like a sentence or a label. */
const isSentence = (text) =>
	/^\p{Lu}\p{Ll}+[’']?\p{Ll}*( \S+)+/u.test(text) || /\p{Ll}{2,} \p{Ll}{2,}.*[.?!]$/u.test(text);

/** The untranslated words of a file: `[line, words]`. */
export function findUntranslated(path, source = readFileSync(path, "utf8")) {
	const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
	const found = [];
	const note = (node, text) => {
		if (words(text).length > 0)
			found.push([file.getLineAndCharacterOfPosition(node.getStart()).line + 1, text.trim().replace(/\s+/g, " ")]);
	};

	/** What an expression may come to be, when it stands where it is read. */
	function readValue(node) {
		if (ts.isStringLiteralLike(node)) note(node, node.text);
		else if (ts.isTemplateExpression(node)) {
			note(node, [node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join(" "));
			for (const span of node.templateSpans) readValue(span.expression);
		} else if (ts.isConditionalExpression(node)) {
			readValue(node.whenTrue);
			readValue(node.whenFalse);
		} else if (ts.isParenthesizedExpression(node)) readValue(node.expression);
		else if (ts.isBinaryExpression(node) && ["??", "||", "&&", "+"].includes(node.operatorToken.getText())) {
			readValue(node.left);
			readValue(node.right);
		}
	}

	function readMarkup(node) {
		const { template } = node;
		const spans = ts.isNoSubstitutionTemplateLiteral(template) ? [] : template.templateSpans;
		const pieces =
			spans.length === 0 ? [template.text] : [template.head.text, ...spans.map((span) => span.literal.text)];
		let place = "text";
		let quote = "";
		let attribute = "";
		let code = 0;
		pieces.forEach((piece, index) => {
			let text = "";
			let value = "";
			const flush = () => {
				if (code === 0) note(node, text);
				text = "";
			};
			for (let at = 0; at < piece.length; at++) {
				const rest = piece.slice(at);
				if (place === "text") {
					const opens = rest.match(/^<(\/?)([a-z][\w-]*)/);
					if (!opens) {
						if (rest.startsWith("&")) at += rest.match(/^&#?\w+;/)?.[0].length ?? 0;
						text += piece[at] ?? "";
						continue;
					}
					flush();
					if (["kbd", "code"].includes(opens[2])) code += opens[1] ? -1 : 1;
					place = "tag";
					at += opens[0].length - 1;
				} else if (place === "tag") {
					const names = rest.match(/^([\w@.?:-]+)=(["']?)/);
					if (piece[at] === ">") place = "text";
					else if (names) {
						attribute = names[1];
						quote = names[2];
						value = "";
						at += names[0].length - 1;
						place = quote ? "value" : "bare";
					}
				} else if (place === "value") {
					if (piece[at] === quote) {
						if (spokenAttributes.has(attribute)) note(node, value);
						place = "tag";
					} else value += piece[at];
				} else if (/[\s>]/.test(piece[at])) {
					if (spokenAttributes.has(attribute)) note(node, value);
					place = piece[at] === ">" ? "text" : "tag";
				} else value += piece[at];
			}
			if (place === "text") flush();
			else if (place === "value" && spokenAttributes.has(attribute)) note(node, value);
			const span = spans[index];
			if (!span) return;
			if (place === "text" || ((place === "bare" || place === "value") && spokenAttributes.has(attribute)))
				readValue(span.expression);
		});
	}

	(function visit(node) {
		if (isMsg(node)) {
			// The message itself is collected; what is put into it is read where it is made.
			ts.forEachChild(node.arguments[0] ?? node, function inner(child) {
				if (ts.isTemplateSpan(child)) visit(child.expression);
				else ts.forEachChild(child, inner);
			});
			return;
		}
		if (ts.isImportDeclaration(node) || ts.isTypeNode(node) || ts.isExportDeclaration(node)) return;
		// A programming error is told to an engineer.
		if (ts.isThrowStatement(node) && /^new (Type|Range)?Error\(/.test(node.expression?.getText() ?? "")) return;
		if (isMarkup(node)) readMarkup(node);
		else if (ts.isStringLiteralLike(node) && !isMarkup(node.parent) && isSentence(node.text)) note(node, node.text);
		else if (ts.isTemplateExpression(node) && !isMarkup(node.parent)) {
			const text = [node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join("…");
			if (isSentence(text)) note(node, text);
		}
		ts.forEachChild(node, visit);
	})(file);
	return [...new Map(found.map((one) => [one.join(), one])).values()];
}

/** All of the console: `path:line words`. */
export const findUntranslatedOfConsole = () =>
	readdirSync(folder, { recursive: true, encoding: "utf8" })
		.filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts") && !path.startsWith("locales/"))
		.sort()
		.flatMap((path) =>
			findUntranslated(join(folder, path)).map(
				([line, text]) => `${relative(root, join(folder, path))}:${line} ${text}`,
			),
		);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const lines = findUntranslatedOfConsole();
	for (const line of lines) console.log(line);
	console.log(lines.length === 0 ? "Every word is a message." : `${lines.length} places.`);
	process.exitCode = lines.length === 0 ? 0 : 1;
}
