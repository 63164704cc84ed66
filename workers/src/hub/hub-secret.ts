import { seal, unseal } from "../follow/seal.ts";

/** A subscriber's secret as the record keeps it: only who has SECRET can read it. */
export const sealHubSecret = (secret: string, hubSecret: string): string => seal(secret, "hub", hubSecret);

/** The secret again, or null when SECRET was another one when it was given. */
export const openHubSecret = (secret: string, sealed: string): string | null => unseal(secret, "hub", sealed);
