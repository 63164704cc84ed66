import type { Newsroom } from "./editor.ts";
import type { Random } from "./random.ts";
import { startJsonReader } from "./readers/json-reader.ts";
import type { Reader, ReaderOptions } from "./readers/reader.ts";
import { startSocketReader } from "./readers/socket-reader.ts";
import { startSseReader } from "./readers/sse-reader.ts";
import { startStoreReader } from "./readers/store-reader.ts";

/** Of every ten readers: four with the browser's own store, the others by each way that the protocol has. */
const ways: readonly ((options: ReaderOptions) => Reader)[] = [
	startStoreReader,
	startStoreReader,
	startStoreReader,
	startStoreReader,
	(options) => startSocketReader({ ...options, transports: ["websocket"] }),
	(options) => startSocketReader({ ...options, transports: ["websocket"] }),
	(options) => startSocketReader({ ...options, transports: ["polling"] }),
	(options) => startSocketReader({ ...options, transports: ["polling", "websocket"] }),
	startSseReader,
	startJsonReader,
];

/** Starts a reader of the given number, which decides its way; its channels, one to eight, are drawn. */
export function startReader(number: number, newsroom: Newsroom, random: Random, pickServer: () => string): Reader {
	const start = ways[number % ways.length] ?? startStoreReader;
	const channels = random.sample(channelsOf(newsroom), 1 + random.int(8));
	return start({ name: `reader ${number}`, pickServer, channels });
}

/** Every channel of what there is, of all kinds. */
export function channelsOf({ stories, sections, topics, authors }: Newsroom): string[] {
	return [
		"feed",
		"site",
		...sections.map((id) => `section:${id}`),
		...topics.map((id) => `topic:${id}`),
		...authors.map((id) => `author:${id}`),
		...stories.flatMap(({ id }) => [`story:${id}`, `card:${id}`]),
	];
}
