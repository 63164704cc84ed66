import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { findChromium } from "../../scripts/find-program.mjs";

/** The path of the Chromium that this machine has, or null: then what needs one is skipped by name. */
export const testChromium: string | null = findChromium();

export function openBrowser(): Promise<Browser> {
	return chromium.launch({ ...(testChromium && { executablePath: testChromium }), args: ["--no-sandbox"] });
}

/** A page that keeps what went wrong in it: errors, console errors and violations of the content security policy. */
export interface WatchedPage {
	page: Page;
	context: BrowserContext;
	problems: string[];
}

export async function openPage(
	browser: Browser,
	{ javaScript = true }: { javaScript?: boolean } = {},
): Promise<WatchedPage> {
	const context = await browser.newContext({ javaScriptEnabled: javaScript, viewport: { width: 1024, height: 800 } });
	const page = await context.newPage();
	const problems: string[] = [];
	page.on("pageerror", (error) => problems.push(`error: ${error.message}`));
	page.on("console", (message) => message.type() === "error" && problems.push(`console: ${message.text()}`));
	return { page, context, problems };
}
