import type { Policy } from "./policy.ts";

/**
 * Whoever writes may bring in pictures; so may a picture desk that does nothing else. A contributor writes the words of
 * what they brought in themselves; that is looked at in the command.
 */
export const mediaPolicy = {
	"media.read": ["read", "contribute", "media"],
	"media.upload": ["contribute", "media"],
	"media.write": ["contribute", "media"],
	"media.embargo": ["write", "media"],
} as const satisfies Policy;
