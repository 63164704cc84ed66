import { once } from "node:events";
import { createServer, request as httpRequest, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import { readSubmission } from "@dateline/shared/database";
import { newId } from "@dateline/shared/model";
import type { Change, PostContent, StoryContent } from "@dateline/shared/protocol";
import { makeLine, makePost, makeStory, openTestNewsroom, type TestNewsroom } from "@dateline/workers/testing";
import { pino } from "pino";
import { createMetrics } from "../../../http/create-metrics.ts";
import { createPages } from "../../pages/create-pages.ts";
import { loadAllWords } from "../../pages/index.ts";
import { startTestDeliver } from "../../testing/start-test-deliver.ts";
import { createSyndication } from "../create-syndication.ts";

/** The origin that the site believes to have. */
export const testOrigin = "https://news.example";

export interface Answer {
	status: number;
	headers: IncomingHttpHeaders;
	text: string;
}

/** What machines get of a real record, written by the worker's own publishing, over HTTP. */
export interface TestSyndication {
	newsroom: TestNewsroom;
	get(path: string, headers?: Record<string, string>): Promise<Answer>;
	/** Hands in a change and waits until the readers' side has it. */
	publish(storyId: string | null, change: Change): Promise<void>;
	publishStory(kind: "article" | "live", content?: Partial<StoryContent>, lines?: string[]): Promise<string>;
	addPost(storyId: string, content?: Partial<PostContent>): Promise<string>;
	put(kind: "section" | "topic" | "author", slug: string, name: string): Promise<string>;
	stop(): Promise<void>;
}

const assets = {
	...{ build: "b1", styles: ["/assets/a.css"], script: "/assets/a.js", preloads: [], contents: {}, words: {} },
	...{ font: null, worker: null },
};

export async function startTestSyndication(): Promise<TestSyndication> {
	await loadAllWords();
	const newsroom = await openTestNewsroom();
	const deliver = await startTestDeliver({ record: newsroom.database });
	const { model, states, search } = deliver.deliver;
	const common = {
		...{ model, states, record: newsroom.database, metrics: createMetrics(), log: pino({ level: "silent" }) },
		settings: { publicUrl: testOrigin, s3: null },
	};
	const pages = createPages({ ...common, search, assets });
	const syndication = createSyndication({ ...common, media: { fetch: async () => false } });
	const server = createServer((request, response) => {
		if (syndication.serve(request, response) || pages.servePage(request, response)) return;
		pages.serveMissing(request, response);
	});
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	const { port } = server.address() as AddressInfo;

	async function publish(storyId: string | null, change: Change): Promise<void> {
		let submission = await newsroom.submit(storyId, change);
		// On a busy machine a submission may fail for a passing reason: it is tried again, as a worker does.
		while (submission.state === "queued") {
			await newsroom.apply(storyId);
			submission = (await readSubmission(newsroom.database.kysely, submission.id)) ?? submission;
		}
		if (submission.state !== "done") throw new Error(JSON.stringify(submission));
		if (!(await deliver.deliver.waitUntilFolded(submission.result?.position ?? 0, 10_000)))
			throw new Error("not folded");
	}

	return {
		newsroom,
		publish,
		async get(path, headers = {}) {
			const request = httpRequest({ port, path, headers, agent: false });
			request.end();
			const [response] = await once(request, "response");
			const chunks: Buffer[] = [];
			for await (const chunk of response) chunks.push(chunk);
			const bytes = Buffer.concat(chunks);
			const text = response.headers["content-encoding"] === "gzip" ? gunzipSync(bytes).toString() : bytes.toString();
			return { status: response.statusCode ?? 0, headers: response.headers, text };
		},
		async publishStory(kind, content = {}, lines = []) {
			const id = await newsroom.draft(kind);
			const keyDevelopments = lines.map((text) => ({ ...makeLine({ text }), id: newId() }));
			const change = { type: "story.publish", content: makeStory(content), keyDevelopments, state: "live" } as const;
			await publish(id, { ...change, publishedAt: null, updatedAt: null });
			return id;
		},
		async addPost(storyId, content = {}) {
			const postId = newId();
			await publish(storyId, { type: "post.add", postId, content: makePost(content), significant: true });
			return postId;
		},
		async put(kind, slug, name) {
			const id = newId();
			const content =
				kind === "author"
					? { slug, name, desk: false, role: "Reporter", bio: `${name} writes.`, contact: "", portrait: null }
					: { slug, name, description: `About ${name}.` };
			await publish(null, { type: `${kind}.put`, id, content } as Change);
			return id;
		},
		async stop() {
			server.closeAllConnections();
			server.close();
			await deliver.stop();
			await newsroom.close();
		},
	};
}
