import type { Policy } from "./policy.ts";

export const accountPolicy = {
	"me.read": ["read", "contribute", "media"],
	"autosave.own": ["contribute"],
	"token.manage": ["admin"],
	"people.manage": ["admin"],
	"partner.read": ["read"],
	"partner.manage": ["admin"],
} as const satisfies Policy;
