export type { AccountChanges } from "./changes.ts";
export { type Accounts, createAccounts } from "./create-accounts.ts";
export { createAdminLink } from "./create-admin-link.ts";
export { issueLink } from "./link-letters.ts";
export { createAccountLink, linkHours } from "./one-time-links.ts";
export type { Mailer } from "./send-mail.ts";
export { deviceOf } from "./session-use.ts";
