import { insertPushKeys, type OpenRecord, readPushKeys, replacePushKeys } from "@dateline/shared/database";
import webPush from "web-push";
import { seal, unseal } from "./seal.ts";

/** The keys that push services know this site by (VAPID, RFC 8292), base64url. */
export interface PushKeys {
	publicKey: string;
	privateKey: string;
}

/**
 * The site's keys, made at first use and shared by all processes over the record. The private one lies there sealed with
 * SECRET; where that is another one now, it can't be opened: new keys take their place, and devices subscribe anew.
 */
export async function ensurePushKeys({ kysely }: Pick<OpenRecord, "kysely">, secret: string): Promise<PushKeys> {
	const found = (await readPushKeys(kysely)) ?? (await makeFirst(kysely, secret));
	const privateKey = unseal(secret, "push-keys", found.sealed);
	if (privateKey !== null) return { publicKey: found.publicKey, privateKey };
	await rotatePushKeys({ kysely }, secret, found.publicKey);
	return ensurePushKeys({ kysely }, secret);
}

/** Puts new keys in the place of these. Returns how many devices were forgotten: each subscribes anew when it comes. */
export async function rotatePushKeys(
	{ kysely }: Pick<OpenRecord, "kysely">,
	secret: string,
	old: string,
): Promise<number> {
	return kysely.transaction().execute((transaction) => replacePushKeys(transaction, old, make(secret)));
}

async function makeFirst(kysely: OpenRecord["kysely"], secret: string) {
	await insertPushKeys(kysely, make(secret));
	const made = await readPushKeys(kysely);
	if (!made) throw new Error("the keys for push services could not be kept");
	return made;
}

function make(secret: string) {
	const { publicKey, privateKey } = webPush.generateVAPIDKeys();
	return { publicKey, sealed: seal(secret, "push-keys", privateKey) };
}
