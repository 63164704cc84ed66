import type { Browser } from "playwright-core";

export function findReaderPages(browser: Browser, origin: string): Promise<Record<string, string>>;
