import type { OpenRecord } from "@dateline/shared/database";
import { newId } from "@dateline/shared/model";
import type { Settings } from "@dateline/shared/settings";
import { APIError, betterAuth } from "better-auth";
import type { Logger } from "pino";

/** The header by which the address that Express worked out reaches better-auth; one from outside is overwritten. */
export const addressHeader = "x-dateline-address";

const day = 24 * 60 * 60;

/** better-auth over our record: who has which password, which session is whose. */
export function createAuthEngine({
	database,
	settings,
	log,
}: {
	database: OpenRecord["kysely"];
	settings: Pick<Settings, "publicUrl" | "ownOrigins" | "secret">;
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
		user: {
			additionalFields: {
				role: { type: "string", required: true, input: false },
				disabled: { type: "boolean", required: true, input: false, returned: true },
			},
		},
		session: { expiresIn: 14 * day, updateAge: day, cookieCache: { enabled: false } },
		databaseHooks: {
			session: {
				create: {
					before: async (session) => {
						const user = await database
							.selectFrom("user")
							.select("disabled")
							.where("id", "=", session.userId)
							.executeTakeFirst();
						if (user?.disabled !== false) throw new APIError("FORBIDDEN", { message: "This account is switched off." });
					},
				},
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

export type AuthEngine = ReturnType<typeof createAuthEngine>;
