import type { ApiClient } from "./api-client.ts";

/**
 * Sends by this client, for tests in which nothing is refused.
 *
 * @returns the body of the answer
 * @throws when the answer is none of 2xx, with what it says
 */
export async function sendWell(
	client: ApiClient,
	method: string,
	path: string,
	body?: unknown,
): Promise<Record<string, unknown>> {
	const answer = await client.send(method, path, body, `${method} ${path}`);
	if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
	return answer.body;
}
