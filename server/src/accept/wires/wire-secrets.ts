import { createHash, randomBytes } from "node:crypto";
import { openWireCredentials, sealWireCredentials } from "@dateline/workers/webhooks";

/** What an inbound wire's address ends with; only its hash is kept. */
export const newInboundSecret = (): string => randomBytes(24).toString("base64url");
export const hashInbound = (secret: string): string => createHash("sha256").update(secret).digest("hex");

/** The `Authorization` header of a wire, as the record keeps it. */
export const sealCredentials = (secret: string, given: string | null): string | null =>
	given === null || given === "" ? null : sealWireCredentials(secret, given);
export const openCredentials = (secret: string, sealed: string | null): string | null =>
	sealed === null ? null : openWireCredentials(secret, sealed);
