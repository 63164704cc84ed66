import type { OpenRecord } from "@dateline/shared/database";
import { createAccountLink } from "./one-time-links.ts";

/**
 * The one-time link that makes an administrator, good for 24 hours: what the first start prints, and `dateline admin
 * link` when nobody can sign in any more.
 */
export const createAdminLink = (parts: { database: OpenRecord; publicUrl: string }): Promise<string> =>
	createAccountLink(parts, "administrator");
