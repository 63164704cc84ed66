import type { OpenRecord } from "@dateline/shared/database";
import { newId } from "@dateline/shared/model";
import { ProblemError } from "@dateline/shared/protocol";
import {
	type AuthenticationResponseJSON,
	type AuthenticatorTransport,
	generateAuthenticationOptions,
	generateRegistrationOptions,
	type PublicKeyCredentialCreationOptionsJSON,
	type PublicKeyCredentialRequestOptionsJSON,
	type RegistrationResponseJSON,
	verifyAuthenticationResponse,
	verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { sql } from "kysely";
import type { Logger } from "pino";

/** Passkeys (W3C WebAuthn level 3) of this site: an account's own keys, found by the browser without a name. */
export interface Passkeys {
	startRegistering(user: { id: string; name: string; email: string }): Promise<PublicKeyCredentialCreationOptionsJSON>;
	/** @throws {ProblemError} `invalid` */
	register(userId: string, name: string, answer: unknown): Promise<{ id: string }>;
	startEntering(): Promise<PublicKeyCredentialRequestOptionsJSON>;
	/** Whose passkey answered. @throws {ProblemError} `unauthenticated` */
	enter(answer: unknown): Promise<{ userId: string }>;
}

/** How long a browser may take, in minutes. */
const minutes = 5;
const most = 20;

/**
 * @param parts.origins our own origins: where a page may have asked. The keys belong to the host of the public address.
 */
export function createPasskeys(parts: {
	database: OpenRecord["kysely"];
	publicUrl: string;
	origins: readonly string[];
	log: Logger;
}): Passkeys {
	const { database, publicUrl, log } = parts;
	const rpID = new URL(publicUrl).hostname;
	const expectedOrigin = [...parts.origins];

	const keep = async (challenge: string, userId: string | null) => {
		await database.deleteFrom("passkey_challenges").where("expires_at", "<", sql<Date>`now()`).execute();
		await database
			.insertInto("passkey_challenges")
			.values({ challenge, user_id: userId, expires_at: sql<Date>`now() + make_interval(mins => ${minutes})` })
			.execute();
	};
	/** Uses a challenge up; false for one that we did not make for this account. */
	const take = async (challenge: string, userId: string | null) => {
		const { numDeletedRows } = await database
			.deleteFrom("passkey_challenges")
			.where("challenge", "=", challenge)
			.where(sql<boolean>`user_id is not distinct from ${userId}::text`)
			.where("expires_at", ">", sql<Date>`now()`)
			.executeTakeFirst();
		return numDeletedRows > 0n;
	};

	return {
		async startRegistering({ id, name, email }) {
			const known = await database.selectFrom("passkeys").selectAll().where("user_id", "=", id).execute();
			if (known.length >= most) throw new ProblemError("conflict", `An account has at most ${most} passkeys.`);
			const options = await generateRegistrationOptions({
				rpName: rpID,
				rpID,
				userID: new TextEncoder().encode(id),
				userName: email,
				userDisplayName: name,
				attestationType: "none",
				excludeCredentials: known.map((one) => ({
					id: one.credential_id,
					transports: one.transports as AuthenticatorTransport[],
				})),
				authenticatorSelection: { residentKey: "required", userVerification: "required" },
			});
			await keep(options.challenge, id);
			return options;
		},
		async register(userId, name, answer) {
			const verified = await verifyRegistrationResponse({
				response: answer as RegistrationResponseJSON,
				expectedChallenge: (challenge) => take(challenge, userId),
				expectedOrigin,
				expectedRPID: rpID,
				requireUserVerification: true,
			}).catch((error: unknown) => {
				log.debug({ reason: String(error) }, "a passkey was refused");
				return null;
			});
			if (!verified?.verified) throw refused();
			const { credential, credentialBackedUp } = verified.registrationInfo;
			const id = newId();
			const made = await database
				.insertInto("passkeys")
				.values({
					...{ id, user_id: userId, name, credential_id: credential.id, counter: credential.counter },
					public_key: Buffer.from(credential.publicKey),
					transports: credential.transports ?? [],
					backed_up: credentialBackedUp,
				})
				.onConflict((conflict) => conflict.doNothing())
				.executeTakeFirst();
			if (made.numInsertedOrUpdatedRows === 0n) throw refused();
			return { id };
		},
		async startEntering() {
			const options = await generateAuthenticationOptions({ rpID, userVerification: "required", allowCredentials: [] });
			await keep(options.challenge, null);
			return options;
		},
		async enter(answer) {
			const response = answer as AuthenticationResponseJSON;
			const key = await database
				.selectFrom("passkeys")
				.selectAll()
				.where("credential_id", "=", String(response.id))
				.executeTakeFirst();
			if (!key)
				throw new ProblemError("unauthenticated", "This passkey belongs to no account here. It may have been removed.");
			const verified = await verifyAuthenticationResponse({
				response,
				expectedChallenge: (challenge) => take(challenge, null),
				expectedOrigin,
				expectedRPID: rpID,
				requireUserVerification: true,
				credential: {
					id: key.credential_id,
					publicKey: new Uint8Array(key.public_key),
					counter: key.counter,
					transports: key.transports as AuthenticatorTransport[],
				},
			}).catch((error: unknown) => {
				log.debug({ reason: String(error) }, "a passkey was refused");
				return null;
			});
			if (!verified?.verified) throw new ProblemError("unauthenticated", "The passkey was not accepted. Try again.");
			await database
				.updateTable("passkeys")
				.set({ counter: verified.authenticationInfo.newCounter, used_at: sql<Date>`now()` })
				.where("id", "=", key.id)
				.execute();
			return { userId: key.user_id };
		},
	};
}

const refused = () =>
	new ProblemError("invalid", "The passkey was not accepted. It may be there already; else try again.");
