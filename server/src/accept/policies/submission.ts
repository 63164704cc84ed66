import type { Policy } from "./policy.ts";

/** Who has no right to write sees and cancels what is their own only; that is looked at in the command. */
export const submissionPolicy = {
	"submission.read": ["read", "contribute", "media"],
	"submission.cancel": ["contribute"],
	"submission.approve": ["write"],
	"submission.schedule": ["contribute"],
} as const satisfies Policy;
