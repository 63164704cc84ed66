import type { Policy } from "./policy.ts";

/** A contributor's stories and changes wait for approval; what takes something from readers is an editor's alone. */
export const storyPolicy = {
	"story.read": ["read", "contribute"],
	"story.write": ["contribute"],
	"story.run": ["write"],
	"story.members": ["write"],
	"story.erase": ["admin"],
	"template.read": ["read", "contribute"],
	"template.write": ["write"],
	"preview.manage": ["contribute"],
} as const satisfies Policy;
