import { transformWithOxc } from "vite";
import { beforeAll, expect, it } from "vitest";
import { browsers } from "../../../scripts/browsers.mjs";
import { buildReader, type TestBuild } from "./test-build.ts";

/** What browsers of November 2024 do not all know, and a page that uses it would be without there (MDN, Baseline). */
const newerScript =
	/\b(?:Promise\.try|RegExp\.escape|Error\.isError|Math\.(?:sumPrecise|f16round)|Float16Array|Iterator\.(?:from|concat|zip)|Uint8Array\.from(?:Base64|Hex)|Intl\.DurationFormat|Temporal\.|URLPattern|AsyncDisposableStack|DisposableStack|Symbol\.(?:dispose|asyncDispose))|\.(?:toBase64|setFromBase64|toHex|getOrInsert(?:Computed)?|moveBefore|setHTML(?:Unsafe)?|commandForElement)\(|\bcookieStore\b/;
/** What only some of them know: it must be asked for before it is used. */
const notEverywhere = ["requestIdleCallback", "startViewTransition", "scheduler"];
const newerStyles =
	/@(?:scope|function|position-try|view-transition|custom-media)\b|(?:^|[;{\s])(?:anchor-name|position-(?:anchor|area|try)|field-sizing|interpolate-size|text-box(?:-trim|-edge)?|corner-shape|reading-flow|(?:scroll|view|animation)-timeline|view-transition-class|scroll-marker-group)\s*:|\b(?:calc-size|sibling-(?:index|count)|contrast-color|scroll-state|shape|if|anchor)\(|attr\([^)]*\btype\(|::(?:details-content|scroll-(?:button|marker)|checkmark|picker)|:(?:has-slotted|open)\b/;

let build: TestBuild;
beforeAll(async () => {
	build = await buildReader();
});

const textsOf = (ending: string): [string, string][] =>
	[...build.files].flatMap(([name, content]) => (name.endsWith(ending) ? [[name, content.toString()]] : []));

it("builds script whose syntax browsers two years old read", async () => {
	const scripts = textsOf(".js");
	expect(scripts.length).toBeGreaterThan(1);
	for (const [name, script] of scripts) {
		const [asItIs, forThem] = await Promise.all(
			["esnext", browsers].map(async (target) => (await transformWithOxc(script, name, { target })).code),
		);
		expect(forThem, name).toBe(asItIs);
	}
	// What is newer would have been rewritten.
	const newer = "using file = open();";
	expect((await transformWithOxc(newer, "a.js", { target: browsers })).code).not.toContain("using file");
});

it("calls nothing that they do not have, or asks first", () => {
	for (const [name, script] of textsOf(".js")) {
		expect(newerScript.exec(script)?.[0], name).toBeUndefined();
		for (const word of notEverywhere) {
			if (script.includes(word))
				expect(script, name).toMatch(
					new RegExp(`typeof[ (]+\\w*\\.?${word}|${word}\\?\\.|in (?:window|document|globalThis)`),
				);
		}
	}
	expect(newerScript.test("x=Promise.try(f)")).toBe(true);
});

it("builds styles that they know", () => {
	const styles = textsOf(".css");
	expect(styles).toHaveLength(1);
	// What asks first may be newer; such a block holds one rule.
	const askedFirst = /@supports selector\([^)]*\)\{[^{}]*\{[^{}]*\}\}/g;
	for (const [name, text] of styles) {
		expect(newerStyles.exec(text.replaceAll(askedFirst, ""))?.[0], name).toBeUndefined();
	}
	expect(newerStyles.test("a{anchor-name:--b}")).toBe(true);
	expect(newerStyles.test("@scope(a){b{color:red}}")).toBe(true);
});
