import { randomBytes } from "node:crypto";
import { seal, unseal } from "../follow/seal.ts";

/** A new secret as Standard Webhooks writes them: `whsec_` and 24 to 64 bytes in base64. */
export const newWebhookSecret = (): string => `whsec_${randomBytes(32).toString("base64")}`;

/** The secret as the record keeps it: only who has SECRET can read it. */
export const sealWebhookSecret = (secret: string, webhookSecret: string): string =>
	seal(secret, "webhook", webhookSecret);

/** The secret again, or null when SECRET was another one when it was made. */
export const openWebhookSecret = (secret: string, sealed: string): string | null => unseal(secret, "webhook", sealed);

/** The same of what opens a wire: the `Authorization` header that is sent to it. */
export const sealWireCredentials = (secret: string, text: string): string => seal(secret, "wire", text);
export const openWireCredentials = (secret: string, sealed: string): string | null => unseal(secret, "wire", sealed);
