import { headScript, placeScript, sourceOf } from "./inline-scripts.ts";

/**
 * The content security policy of a reader's page: our own scripts and styles, the two inline scripts by their hashes,
 * no style in the page, nothing of a third party but what a reader loads into a frame by a click.
 *
 * @param mediaOrigin where pictures come from when it is not here, such as the public address of the S3 storage
 */
export function pagePolicy(mediaOrigin: string | null): string {
	return [
		"default-src 'none'",
		`script-src 'self' ${sourceOf(headScript)} ${sourceOf(placeScript)}`,
		"style-src 'self'",
		`img-src 'self' data:${mediaOrigin ? ` ${mediaOrigin}` : ""}`,
		`media-src 'self'${mediaOrigin ? ` ${mediaOrigin}` : ""}`,
		"font-src 'self'",
		"connect-src 'self'",
		"manifest-src 'self'",
		"frame-src https:",
		"form-action 'self'",
		"base-uri 'none'",
		"frame-ancestors 'none'",
	].join("; ");
}
