import { DatelineFeed } from "./dateline-feed.ts";
import { fitFrames, tellHeight } from "./fit-frames.ts";

/*
 * `/embed.js`: what a partner's page loads. It adds one element and no global name; a second copy of it does nothing.
 */
const allowed = document.documentElement.dataset["allowed"];
const home = new URL(import.meta.url).origin;
if (!customElements.get("dateline-feed")) {
	try {
		if (location.origin === home && allowed !== undefined) tellHeight(allowed.split(" "));
		else fitFrames(home);
		customElements.define("dateline-feed", DatelineFeed);
	} catch {
		// An old browser, or a page that has taken the name: the link in the element stays as it is.
	}
}
