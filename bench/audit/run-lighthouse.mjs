import { spawn } from "node:child_process";
import { loadavg } from "node:os";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { findChromium } from "../../scripts/find-program.mjs";
import { bringLighthouse } from "./bring-lighthouse.mjs";

const child = fileURLToPath(new URL("lighthouse-child.mjs", import.meta.url));
const presets = ["phone", "desktop"];
const categories = ["performance", "accessibility", "best-practices", "seo"];

/** Prints Lighthouse's scores of each page for both presets, the median of `runs`; gives the bounds that were broken. */
export async function runLighthouse(origin, pages, runs) {
	const { node, folder } = await bringLighthouse();
	const jobs = Object.entries(pages).flatMap(([name, path]) =>
		presets.flatMap((preset) => Array.from({ length: runs }, () => ({ name, preset, url: origin + path }))),
	);
	const running = spawn(node, [child, folder, findChromium(), JSON.stringify(jobs)], {
		stdio: ["ignore", "pipe", "inherit"],
	});
	const results = [];
	for await (const line of createInterface({ input: running.stdout })) {
		results.push(JSON.parse(line));
		const { name, preset } = jobs[results.length - 1];
		console.error(
			`lighthouse ${results.length} of ${jobs.length}: ${name}, ${preset} (load of the machine ${loadavg()[0].toFixed(1)})`,
		);
	}
	if (results.length < jobs.length) return [`Lighthouse ended after ${results.length} of ${jobs.length} runs.`];
	console.log(`\nLighthouse 13.5, median of ${runs}\n`);
	console.log(
		`${"page".padEnd(20)}${categories.map((name) => name.padStart(15)).join("")}   first / largest paint, blocked, shift`,
	);
	const broken = [];
	for (let first = 0; first < jobs.length; first += runs) {
		const { name, preset } = jobs[first];
		const of = results.slice(first, first + runs);
		const score = (category) => median(of.map(({ scores }) => scores[category]));
		const time = (figure) => median(of.map(({ times }) => times[figure]));
		const cells = categories.map((category) => String(score(category)).padStart(15)).join("");
		const times = `${time("firstPaint").toFixed(0)} / ${time("largestPaint").toFixed(0)} ms, ${time("blocked").toFixed(0)} ms, ${time("shift")}`;
		console.log(`${`${name}, ${preset}`.padEnd(20)}${cells}   ${times}`);
		for (const category of categories) {
			if (score(category) < 100) broken.push(`Lighthouse ${category} of ${name}, ${preset}: ${score(category)}`);
		}
		const faults = new Map(of.flatMap((one) => one.faults).map((fault) => [fault.id, fault]));
		for (const { category, id, displayValue = "", items } of faults.values()) {
			if (score(category) < 100)
				console.log(`  ${category}: ${id} ${displayValue} ${JSON.stringify(items ?? "").slice(0, 600)}`);
		}
	}
	return broken;
}

function median(values) {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)];
}
