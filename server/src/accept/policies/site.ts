import type { Policy } from "./policy.ts";

/** Editors make topics and authors as the news needs them; the site's own order is the administrator's. */
export const sitePolicy = {
	"site.read": ["read", "contribute"],
	"site.write": ["admin"],
	"section.read": ["read", "contribute"],
	"section.write": ["admin"],
	"topic.read": ["read", "contribute"],
	"topic.write": ["write"],
	"author.read": ["read", "contribute"],
	"author.write": ["write"],
	"audit.read": ["admin"],
	"webhook.manage": ["admin"],
	"wire.manage": ["admin"],
	"search.read": ["read", "contribute"],
} as const satisfies Policy;
