import type { RequestHandler } from "express";

/**
 * What every answer carries, pages and API alike; the pages' fast path, which stands ahead of Express, writes the same
 * table. `publicUrl` decides whether browsers are told to keep to HTTPS.
 */
export function securityHeaders(publicUrl: string): Readonly<Record<string, string>> {
	return {
		"X-Content-Type-Options": "nosniff",
		"Referrer-Policy": "strict-origin-when-cross-origin",
		"X-Frame-Options": "DENY",
		"Cross-Origin-Opener-Policy": "same-origin",
		"Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
		...(publicUrl.startsWith("https:") && { "Strict-Transport-Security": "max-age=31536000" }),
	};
}

/** The policy of what is no page: nothing may be loaded, run or framed. A page sets its own over it. */
export const inertPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Puts the table on every answer of Express. */
export function secureResponses(publicUrl: string): RequestHandler {
	const headers = { ...securityHeaders(publicUrl), "Content-Security-Policy": inertPolicy };
	return (_request, response, next) => {
		response.set(headers);
		next();
	};
}
