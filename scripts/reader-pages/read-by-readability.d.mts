import type { Page } from "playwright-core";

export function readByReadability(
	blank: Page,
	html: string,
	url: string,
): Promise<{ title: string; text: string; html: string; lang: string | null } | null>;
