export type { Mailer } from "@dateline/workers/mail";
export type { AccountChanges } from "./changes.ts";
export { type Accounts, createAccounts } from "./create-accounts.ts";
export { createAdminLink } from "./create-admin-link.ts";
export { issueLink } from "./link-letters.ts";
export { createAccountLink, linkHours } from "./one-time-links.ts";
export { deviceOf } from "./session-use.ts";
