import type { BetterAuthPlugin } from "better-auth";
import { APIError, createAuthEndpoint } from "better-auth/api";
import { setSessionCookie } from "better-auth/cookies";
import { z } from "zod";

/**
 * Makes a session for an account whose owner has proven themselves by what better-auth knows nothing of (a passkey), in
 * better-auth's own context: its cookies and hooks are the same as for any other sign-in. The endpoint has no path, so
 * that only our own code can call it.
 */
export const enterPlugin = () =>
	({
		id: "enter",
		endpoints: {
			enter: createAuthEndpoint(
				{ method: "POST", body: z.object({ userId: z.string(), method: z.string() }), metadata: { SERVER_ONLY: true } },
				async (context) => {
					const { userId, method } = context.body;
					const user = await context.context.internalAdapter.findUserById(userId);
					if (!user) throw new APIError("UNAUTHORIZED", { message: "There is no such account." });
					const session = await context.context.internalAdapter.createSession(userId, false, { method });
					await setSessionCookie(context, { session, user });
					return context.json({ id: session.id });
				},
			),
		},
	}) satisfies BetterAuthPlugin;
