import { problemSchema, problems } from "@dateline/shared/protocol";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { routes } from "./resources/index.ts";
import { arbitraryRequest } from "./testing/arbitrary-request.ts";
import { startTestApi, type TestApi } from "./testing/start-test-api.ts";

let api: TestApi;
const known: Record<string, string[]> = { date: ["2026-05-01", "2026-05-02"] };
beforeAll(async () => {
	const plenty = { rate: 100_000, burst: 100_000 };
	api = await startTestApi({ limits: { writes: plenty } });
	const make = async (path: string, body: object) => (await api.send("POST", `/api/v1${path}`, body)).body;
	const { section } = await make("/sections", { name: "World" });
	const { topic } = await make("/topics", { name: "Bridges" });
	const { author } = await make("/authors", { name: "Ana" });
	const { story } = await make("/stories", { kind: "live", headline: "Live", section: section.id });
	const draft = (await make("/stories", { kind: "live", headline: "Draft", status: "draft" })).story;
	const { post } = await make(`/stories/${story.id}/posts`, { body: { format: "text", value: "x" } });
	const { keyDevelopment } = await make(`/stories/${story.id}/key-developments`, { text: "It happened" });
	const { submission } = await make("/stories", { kind: "article", headline: "L", publishAt: "2190-01-01T00:00:00Z" });
	const { id: tokenId } = await make("/tokens", { name: "to revoke", scopes: ["read"] });
	Object.assign(known, {
		storyId: [story.id, story.id, draft.id, submission.storyId],
		postId: [post.id],
		keyDevelopmentId: [keyDevelopment.id],
		submissionId: [submission.id],
		mediaId: [(await uploadPicture(api)).id],
		tokenId: [tokenId],
		name: [section.slug, section.id, topic.slug, topic.id, author.slug, author.id],
		subject: [`story:${story.id}`],
	});
});
afterAll(() => api.close());

async function uploadPicture({ send }: TestApi): Promise<{ id: string }> {
	const form = new FormData();
	const pixel = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
	form.append("file", new Blob([Buffer.from(pixel, "base64")]), "pixel.gif");
	return (await send("POST", "/api/v1/media", form)).body.media;
}

/** Runs for each route; `DATELINE_FUZZ_RUNS` for more. */
const runs = Number(process.env["DATELINE_FUZZ_RUNS"] ?? 20);

describe.each(routes.map((route) => [route.method.toUpperCase(), route.path, route] as const))(
	"%s %s",
	(method, _path, route) => {
		test("whatever comes in, the answer is as described, or a 4xx that says why", async () => {
			// The arbitrary is built late: it holds the ids that beforeAll has made.
			const requests = arbitraryRequest(route, known);
			await fc.assert(
				fc.asyncProperty(requests, async ({ path, body, headers }) => {
					const answer = await api.send(method, path, method === "GET" ? undefined : body, headers);
					expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(500);
					if (answer.status < 400) {
						const described = route.answers[answer.status as keyof typeof route.answers];
						expect(described, `${answer.status} is described`).toBeDefined();
						expect(described?.schema?.safeParse(answer.body).error).toBeUndefined();
						return;
					}
					const problem = problemSchema.parse(answer.body);
					expect(problem.detail).not.toBe("");
					expect(answer.status).toBe(problems[problem.code].status);
				}),
				{ numRuns: route.method === "get" ? Math.ceil(runs / 2) : runs, endOnFailure: true },
			);
		}, 120_000);
	},
);

test("the worker had to try nothing twice: what was accepted could be applied or refused", async () => {
	const failed = await api.database.kysely
		.selectFrom("submissions")
		.select(["change", "last_error"])
		.where("attempts", ">", 0)
		.execute();
	expect(failed).toEqual([]);
});
