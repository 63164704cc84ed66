import { ProblemError } from "@dateline/shared/protocol";
import type { AuthParts, AuthRoutes } from "./auth-route.ts";
import { companyId } from "./company-sign-in.ts";
import { askEngine, copyCookies, toWebHeaders } from "./web-messages.ts";

/** Where the console says that the company's sign-in did not let somebody in. */
const refusedPath = "/newsroom?refused=company";

/** Signing in with the company's OpenID Connect provider: there, and back by its redirect. */
export function companyRoutes(parts: AuthParts): AuthRoutes {
	const { engine, settings, log, limit } = parts;
	const { publicUrl } = settings;
	if (!settings.oidc) return {};
	return {
		"POST /sign-in/company": async (request, response) => {
			limit(request, response);
			const { url } = await askEngine(
				engine,
				"/sign-in/social",
				{
					provider: companyId,
					callbackURL: `${publicUrl}/newsroom`,
					errorCallbackURL: `${publicUrl}${refusedPath}`,
					disableRedirect: true,
				},
				request,
				response,
				publicUrl,
			).catch((error: unknown) => {
				log.error({ err: error }, "the company's sign-in does not answer");
				throw new ProblemError(
					"busy",
					"The company’s sign-in does not answer just now. Try again, or sign in another way.",
				);
			});
			response.json({ url });
		},
		[`GET /callback/${companyId}`]: async (request, response) => {
			const url = new URL(request.originalUrl, publicUrl);
			const own = new URL(`/api/auth/callback/${companyId}${url.search}`, publicUrl);
			const answer = await engine.handler(new globalThis.Request(own, { headers: toWebHeaders(request) }));
			copyCookies(answer.headers, response);
			const to = answer.headers.get("location");
			// Whatever went wrong, a person stands here: they get the door with a sentence, never JSON.
			const inside = to !== null && answer.status < 400 && new URL(to, publicUrl).origin === new URL(publicUrl).origin;
			const wrong = !inside || /[?&]error=/.test(to ?? "");
			response.redirect(303, wrong ? refusedPath : "/newsroom");
		},
	};
}
