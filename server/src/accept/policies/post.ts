import type { Policy } from "./policy.ts";

/** As with stories. */
export const postPolicy = {
	"post.read": ["read", "contribute"],
	"post.write": ["contribute"],
	"post.withdraw": ["write"],
	"post.move": ["write"],
} as const satisfies Policy;
