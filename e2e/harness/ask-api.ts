import type { EmbeddedInstance } from "./start-embedded.ts";

/** One request to an instance's API, which must be taken: JSON, or a form with a file. */
export type AskApi = (
	method: string,
	path: string,
	body?: unknown,
	// biome-ignore lint/suspicious/noExplicitAny: answers of every shape are looked into
) => Promise<any>;

/** Asks with the token that may do everything. The answer is that of a change that readers have, or an error is thrown. */
export function askApi(instance: EmbeddedInstance): AskApi {
	return async (method, path, body) => {
		const form = body instanceof FormData;
		const answer = await fetch(`${instance.url}/api/v1${path}`, {
			method,
			headers: { authorization: `Bearer ${instance.token}`, ...(!form && { "content-type": "application/json" }) },
			...(body !== undefined && { body: form ? body : JSON.stringify(body) }),
		});
		const text = await answer.text();
		if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
		return text === "" ? null : JSON.parse(text);
	};
}
