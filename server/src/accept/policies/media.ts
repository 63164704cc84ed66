import type { Policy } from "./policy.ts";

/** Whoever writes may bring in pictures; so may a picture desk that does nothing else. */
export const mediaPolicy = {
	"media.read": ["read", "contribute", "media"],
	"media.upload": ["contribute", "media"],
	"media.write": ["write", "media"],
} as const satisfies Policy;
