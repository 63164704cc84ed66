import type { OpenRecord } from "@dateline/shared/database";
import { newId } from "@dateline/shared/model";
import type { Settings } from "@dateline/shared/settings";
import { APIError, betterAuth } from "better-auth";
import { twoFactor } from "better-auth/plugins/two-factor";
import type { Logger } from "pino";
import { companySignIn } from "./company-sign-in.ts";
import { enterPlugin } from "./enter-plugin.ts";

/** The header by which the address that Express worked out reaches better-auth; one from outside is overwritten. */
export const addressHeader = "x-dateline-address";

const day = 24 * 60 * 60;

/** The settings that accounts look at. */
export type AccountSettings = Pick<Settings, "publicUrl" | "ownOrigins" | "secret"> &
	Partial<Pick<Settings, "smtp" | "oidc">>;

/** better-auth over our record: who has which password, which session is whose. */
export function createAuthEngine({
	database,
	settings,
	log,
}: {
	database: OpenRecord["kysely"];
	settings: AccountSettings;
	log: Logger;
}) {
	return betterAuth({
		appName: "Dateline",
		baseURL: settings.publicUrl,
		basePath: "/api/auth",
		secret: settings.secret,
		trustedOrigins: [...settings.ownOrigins],
		// PGlite is one connection: better-auth must not ask the outer handle while a transaction of its own is open.
		database: { db: database, type: "postgres", transaction: false },
		emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 128 },
		plugins: [
			// Ten wrong codes in a row lock the codes for a quarter of an hour. Whoever has no password needs none here.
			twoFactor({ issuer: new URL(settings.publicUrl).hostname, allowPasswordless: true }),
			enterPlugin(),
			...(settings.oidc ? [companySignIn({ database, oidc: settings.oidc })] : []),
		],
		account: {
			// An account is found by the address that the provider has verified; see company-sign-in.ts.
			accountLinking: { enabled: true, requireLocalEmailVerified: false },
		},
		user: {
			additionalFields: {
				role: { type: "string", required: true, input: false },
				disabled: { type: "boolean", required: true, input: false, returned: true },
				second_factor_required: { type: "boolean", required: false, input: false, returned: true },
			},
		},
		session: {
			expiresIn: 14 * day,
			updateAge: day,
			cookieCache: { enabled: false },
			additionalFields: { method: { type: "string", required: false, input: false } },
		},
		databaseHooks: {
			session: {
				create: {
					before: async (session, context) => {
						const user = await database
							.selectFrom("user")
							.select("disabled")
							.where("id", "=", session.userId)
							.executeTakeFirst();
						if (user?.disabled !== false) throw new APIError("FORBIDDEN", { message: "This account is switched off." });
						const method = methodOf(context?.path ?? "") ?? session["method"] ?? null;
						// The address is kept as a network only, beside when it was last used (session-use.ts).
						return { data: { ...session, method, ipAddress: "" } };
					},
				},
			},
			account: {
				// We ask a provider who somebody is, and nothing afterwards: its tokens are not kept.
				create: { before: async (account) => ({ data: { ...account, ...noTokens } }) },
				update: { before: async (account) => ({ data: { ...account, ...noTokens } }) },
			},
		},
		// Ours counts by address and account (attempt-limit.ts).
		rateLimit: { enabled: false },
		telemetry: { enabled: false },
		logger: {
			// The message alone: what comes with it may hold what a person typed.
			log: (level, message) => (level === "error" ? log.error(message) : log.debug(message)),
		},
		advanced: {
			cookiePrefix: "dateline",
			useSecureCookies: settings.publicUrl.startsWith("https:"),
			defaultCookieAttributes: { httpOnly: true, sameSite: "lax", path: "/" },
			ipAddress: { ipAddressHeaders: [addressHeader] },
			database: { generateId: () => newId() },
		},
	});
}

const noTokens = { accessToken: null, refreshToken: null, idToken: null };

/** How a session of this endpoint was signed in; null where it takes another one's place. */
function methodOf(path: string): string | null {
	if (path === "/sign-in/email") return "password";
	if (path.startsWith("/two-factor/verify")) return "code";
	if (path.startsWith("/callback/")) return "company";
	return null;
}

export type AuthEngine = ReturnType<typeof createAuthEngine>;
