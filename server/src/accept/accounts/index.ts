export { type Accounts, createAccounts } from "./create-accounts.ts";
export { createAdminLink } from "./create-admin-link.ts";
export { createAccountLink } from "./one-time-links.ts";
