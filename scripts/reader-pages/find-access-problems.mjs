import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What WCAG 2.2 asks for at levels A and AA, and what axe calls good practice. */
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * What axe finds wrong on a page as it stands, in light and in dark: a line for each, empty when all is well. Goes past
 * the page's content security policy, as a browser's own tools do.
 *
 * @param {import("playwright-core").Page} page
 * @param {readonly ("light" | "dark")[]} schemes
 * @returns {Promise<string[]>}
 */
export async function findAccessProblems(page, schemes = ["light", "dark"]) {
	const problems = new Set();
	for (const colorScheme of schemes) {
		await page.emulateMedia({ colorScheme });
		// Colours that fade are measured where they end.
		await page.evaluate(() =>
			Promise.all(
				document
					.getAnimations()
					.filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime))
					.map(({ finished }) => finished.catch(() => undefined)),
			),
		);
		await page.evaluate(source);
		const results = await page.evaluate((tags) => window.axe.run({ runOnly: { type: "tag", values: tags } }), rules);
		for (const { id, nodes } of results.violations)
			for (const { target, failureSummary } of nodes)
				problems.add(`${colorScheme}, ${id} at ${target.join(" ")}: ${failureSummary?.replaceAll("\n", " ")}`);
	}
	return [...problems];
}
