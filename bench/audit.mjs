// `npm run audit -- [--runs 3] [--only lighthouse,weight,shifts,access,reader]`: how fast, steady and accessible the readers'
// pages are, on an embedded instance of its own with the sample coverage and a live story of 100 posts with pictures.
// Ends with code 1 when a bound is broken.
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { findChromium } from "../scripts/find-program.mjs";
import { publishArabicStory, turnRightToLeft } from "../scripts/reader-pages/arabic-story.mjs";
import { findReaderPages } from "../scripts/reader-pages/find-reader-pages.mjs";
import { startInstance } from "../scripts/screens/start-instance.mjs";
import { checkAccess } from "./audit/check-access.mjs";
import { checkReaderMode } from "./audit/check-reader-mode.mjs";
import { measureShifts } from "./audit/measure-shifts.mjs";
import { measureWeight } from "./audit/measure-weight.mjs";
import { prepareCoverage } from "./audit/prepare-coverage.mjs";
import { runLighthouse } from "./audit/run-lighthouse.mjs";

const { values } = parseArgs({
	options: { runs: { type: "string", default: "3" }, only: { type: "string" } },
});
const wanted = (part) => !values.only || values.only.split(",").includes(part);
const executablePath = findChromium();
if (executablePath === null) throw new Error("There is no Chromium on this machine: the audit needs one.");

const instance = await startInstance();
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
const broken = [];
try {
	const { origin, token } = instance;
	const found = await findReaderPages(browser, origin);
	const coverage = await prepareCoverage(origin, token);
	const measured = { feed: "/", story: found.story, "live, 100 posts": coverage.path };
	const pages = { ...found, "live, 100 posts": coverage.path, arabic: await publishArabicStory(origin, token) };
	if (wanted("lighthouse")) broken.push(...(await runLighthouse(origin, measured, Number(values.runs))));
	if (wanted("weight")) broken.push(...(await measureWeight(browser, origin, pages)));
	if (wanted("reader")) {
		const { feed, story, live, digest } = pages;
		broken.push(...(await checkReaderMode(browser, origin, { feed, story, live, digest, ...measured })));
	}
	if (wanted("shifts")) broken.push(...(await measureShifts(browser, origin, measured, coverage)));
	if (wanted("access")) {
		broken.push(...(await checkAccess(browser, origin, pages, "from left to right")));
		await turnRightToLeft(origin, token);
		broken.push(...(await checkAccess(browser, origin, pages, "from right to left")));
	}
} finally {
	await browser.close();
	await instance.stop();
}
console.log(broken.length === 0 ? "\nAll bounds hold." : `\nBroken:\n${broken.map((line) => `- ${line}`).join("\n")}`);
process.exitCode = broken.length === 0 ? 0 : 1;
