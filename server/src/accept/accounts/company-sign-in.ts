import { type OpenRecord, readInvitationOf, useLink } from "@dateline/shared/database";
import type { OidcSettings } from "@dateline/shared/settings";
import { genericOAuth } from "better-auth/plugins/generic-oauth";
import { createInvited } from "./accept-link.ts";

/** What the provider is called in better-auth's addresses: `/api/auth/callback/company`. */
export const companyId = "company";

/**
 * OpenID Connect by the provider's own discovery document, with PKCE, a nonce, and ID tokens checked against its keys.
 * Nobody gets an account by it: there must be one, or an open invitation, with the e-mail address that the provider has
 * verified. An address that it has not verified finds nothing.
 */
export const companySignIn = ({ database, oidc }: { database: OpenRecord["kysely"]; oidc: OidcSettings }) =>
	genericOAuth({
		config: [
			{
				providerId: companyId,
				clientId: oidc.clientId,
				clientSecret: oidc.clientSecret,
				discoveryUrl: `${oidc.issuer}/.well-known/openid-configuration`,
				scopes: ["openid", "email", "profile"],
				pkce: true,
				requireIdTokenVerification: true,
				disableSignUp: true,
				mapProfileToUser: async (profile) => {
					const { email, email_verified: verified } = profile as { email?: unknown; email_verified?: unknown };
					const known = typeof email === "string" && (verified === true || verified === "true");
					if (known) await takeInvitation(database, email.toLowerCase(), String(profile["name"] ?? email));
					return { emailVerified: known };
				},
			},
		],
	});

/** Makes the account that an open invitation to this address stands for, unless there is one. */
async function takeInvitation(database: OpenRecord["kysely"], email: string, name: string): Promise<void> {
	await database.transaction().execute(async (transaction) => {
		const invitation = await readInvitationOf(transaction, email);
		if (invitation === null) return;
		const there = await transaction.selectFrom("user").select("id").where("email", "=", email).executeTakeFirst();
		if (there !== undefined) return;
		const link = await useLink(transaction, invitation.hash);
		if (link) await createInvited(transaction, link, { name: link.name || name, email, emailVerified: true });
	});
}
