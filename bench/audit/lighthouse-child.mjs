// Runs Lighthouse on a Node that is new enough: `node lighthouse-child.mjs <folder> <chromium> <jobs as JSON>`. A job is
// `{ url, preset }`; writes one line of JSON for each. One Chromium for all of them.
import { pathToFileURL } from "node:url";

const [folder, chromePath, jobs] = process.argv.slice(2);
const load = (path) => import(pathToFileURL(`${folder}/node_modules/${path}`).href);
const { default: lighthouse, desktopConfig } = await load("lighthouse/core/index.js");
const { launch } = await load("chrome-launcher/dist/index.js");

const chrome = await launch({
	chromePath,
	chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu"],
	logLevel: "silent",
});
try {
	for (const { url, preset } of JSON.parse(jobs)) {
		const flags = { port: chrome.port, logLevel: "silent", output: "json" };
		const { lhr } = await lighthouse(url, flags, preset === "desktop" ? desktopConfig : undefined);
		process.stdout.write(`${JSON.stringify(summarise(lhr))}\n`);
	}
} finally {
	await chrome.kill();
}

function summarise({ categories, audits, runtimeError }) {
	if (runtimeError) throw new Error(runtimeError.message);
	const kept = ["performance", "accessibility", "best-practices", "seo"];
	const scores = Object.fromEntries(kept.map((name) => [name, Math.round(categories[name].score * 100)]));
	const faults = kept.flatMap((name) =>
		categories[name].auditRefs
			.map(({ id, weight }) => ({ weight, ...audits[id] }))
			.filter(({ score, weight }) => score !== null && score < 0.9 && (weight > 0 || name === "performance"))
			.map(({ id, displayValue, details }) => ({
				category: name,
				id,
				displayValue,
				items: details?.items?.slice(0, 5),
			})),
	);
	const figure = (id) => Math.round(audits[id].numericValue * 1_000) / 1_000;
	const times = {
		firstPaint: figure("first-contentful-paint"),
		largestPaint: figure("largest-contentful-paint"),
		blocked: figure("total-blocking-time"),
		shift: figure("cumulative-layout-shift"),
		speedIndex: figure("speed-index"),
	};
	return { scores, times, faults };
}
