import type { Policy } from "./policy.ts";

/** As with stories. A digest is an editor's choice. */
export const keyDevelopmentPolicy = {
	"key_development.read": ["read", "contribute"],
	"key_development.write": ["contribute"],
	"key_development.withdraw": ["write"],
	"key_development.order": ["write"],
	"digest.read": ["read", "contribute"],
	"digest.put": ["write"],
} as const satisfies Policy;
