import { DatelineCopy } from "./dateline-copy.ts";
import { DatelineEmbed } from "./dateline-embed.ts";
import { DatelinePinned } from "./dateline-pinned.ts";
import { DatelineShare } from "./dateline-share.ts";
import { DatelineTheme } from "./dateline-theme.ts";
import { DatelineTime } from "./dateline-time.ts";

const elements = {
	"dateline-copy": DatelineCopy,
	"dateline-embed": DatelineEmbed,
	"dateline-pinned": DatelinePinned,
	"dateline-share": DatelineShare,
	"dateline-theme": DatelineTheme,
	"dateline-time": DatelineTime,
};

/**
 * Defines the leaf elements, after the page's state was read from the document and the page hydrated. None has a shadow
 * root: each makes something of what stands in the document, which says the same without it.
 */
export function defineElements(): void {
	for (const [name, element] of Object.entries(elements)) {
		if (!customElements.get(name)) customElements.define(name, element);
	}
}
