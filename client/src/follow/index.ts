/** All that the page `/follow` needs in the browser, which no other page loads: a Follow button is `follow-button.ts`. */
import type { TemplateResult } from "lit";
import type { Context } from "../pages/context.ts";
import { followPage } from "../pages/kinds/follow-page.ts";
import type { Page } from "../pages/page-state.ts";
import { startDevices } from "./start-devices.ts";

export { followWords } from "../pages/words/follow.ts";
export { followingWords } from "../pages/words/following.ts";

let begun = false;

/** The page `/follow`; once it is taken over, this device's part is drawn into it. */
export function followContent(context: Context, page: Extract<Page, { kind: "follow" }>): TemplateResult {
	if (!begun) {
		begun = true;
		setTimeout(() => startDevices(context.words.language, context.site.name));
	}
	return followPage(context, page);
}
