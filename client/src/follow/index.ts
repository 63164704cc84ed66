/**
 * All that following needs in the browser, in one chunk: `/follow` loads it, a press of a Follow button, and a device that
 * follows something. Other pages have none of it.
 */
import type { TemplateResult } from "lit";
import type { Context } from "../pages/context.ts";
import { followPage } from "../pages/kinds/follow-page.ts";
import type { Page } from "../pages/page-state.ts";
import { startDevices } from "./start-devices.ts";

export { pressFollow, showFollowed } from "./follow-button.ts";

let begun = false;

/** The page `/follow`; once it is taken over, this device's part is drawn into it. */
export function followContent(context: Context, page: Extract<Page, { kind: "follow" }>): TemplateResult {
	if (!begun) {
		begun = true;
		setTimeout(() => startDevices(context.words.language, context.site.name));
	}
	return followPage(context, page);
}
