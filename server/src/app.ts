import { createServer, type Server } from "node:http";
import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { OpenRecord } from "@dateline/shared/database";
import type { RedisAddress, Settings } from "@dateline/shared/settings";
import { createDoorbell, type Doorbell, type RunningWorker } from "@dateline/workers";
import { createMediaStore } from "@dateline/workers/media";
import { createOutbound } from "@dateline/workers/outbound";
import express, { type ErrorRequestHandler, type Express, type Request } from "express";
import type { Logger } from "pino";
import { createAccounts } from "./accept/accounts/index.ts";
import { startNewsroomLive } from "./accept/live/start-newsroom-live.ts";
import { createNewsroomPage } from "./accept/newsroom-page/newsroom-page.ts";
import { createQueueBoard } from "./accept/queue-board/queue-board.ts";
import { createAcceptRouter } from "./accept/router.ts";
import { statusRouter } from "./accept/status/status-router.ts";
import { watchRedis } from "./accept/status/watch-redis.ts";
import { startWires } from "./accept/wires/start-wires.ts";
import {
	clientBuildFolder,
	createAssets,
	createPages,
	loadAllWords,
	type Pages,
	readReaderAssets,
	serveWorker,
} from "./deliver/pages/index.ts";
import { type Deliver, startDeliver } from "./deliver/start-deliver.ts";
import { createSyndication, type Syndication } from "./deliver/syndication/create-syndication.ts";
import { hubRouter } from "./deliver/syndication/hub/hub-router.ts";
import { followRouter } from "./follow/follow-router.ts";
import { createMetrics } from "./http/create-metrics.ts";
import { healthRouter } from "./http/health-router.ts";
import { logRequests } from "./http/log-requests.ts";
import { nothingHere, problemHandler } from "./http/problem-handler.ts";
import { problemOf } from "./http/problem-of.ts";
import { secureResponses } from "./http/security-headers.ts";
import type { BucketLimit } from "./http/token-buckets.ts";
import { readersHalf } from "./readers-half.ts";

/** What a server is built from. */
export interface AppParts {
	settings: Settings;
	database: OpenRecord;
	redis: RedisAddress | null;
	log: Logger;
	/** The worker of the same process, when there is one: it is rung, and says what it committed, without Redis. */
	worker?: Pick<RunningWorker, "ring" | "ringMedia" | "committed">;
	/** New readers' connections a second; the usual limit when left out. */
	admission?: BucketLimit;
	/** False sends everything to sockets the library's ordinary way. */
	direct?: boolean;
}

/** A server that is built and follows the record, but does not listen. */
export interface App {
	readonly server: Server;
	readonly deliver: Deliver;
	/** Lets the readers go, lets requests end, then ends what is left. */
	stop(): Promise<void>;
}

/** Longer than what stands in front keeps its connections to us, in milliseconds. */
const keepAlive = 75_000;
/** How long requests under way may take to end at a stop, in milliseconds. */
const lastRequests = 2_500;

/** Puts the two halves of the server together: who comes in by `accept`, what goes out by `deliver`. */
export async function createApp(parts: AppParts): Promise<App> {
	const { settings, database, redis, log, worker } = parts;
	const metrics = createMetrics();
	const assets = readReaderAssets(clientBuildFolder, { worker: settings.serviceWorker });
	const app = express();
	// The pages' table stands ahead of Express, and the live protocol ahead of both.
	let pages: Pages | null = null;
	let syndication: Syndication | null = null;
	const server = createServer((request, response) => {
		if (syndication?.serve(request, response) || pages?.servePage(request, response)) return;
		app(request, response);
	});
	server.keepAliveTimeout = keepAlive;
	const sockets = trackSockets(server);

	const { ownOrigins } = settings;
	const { build } = assets;
	const deliver = await startDeliver({ ...parts, server, ownOrigins, publicUrl: settings.publicUrl, build, metrics });
	const { model, states, search } = deliver;
	await loadAllWords();
	pages = createPages({ model, states, search, record: database, settings, assets, metrics, log });
	const media = createMediaStore(settings);
	syndication = createSyndication({ model, states, record: database, settings, media, metrics, log });
	const unsubscribe = worker?.committed.subscribe(deliver.noteCommitted);
	const queue = createDoorbell({ redis, log });

	const redisWatch = watchRedis(redis);

	const accounts = createAccounts({ database, settings, log });
	const newsroom = startNewsroomLive({
		...{ database, redis, ownOrigins, log },
		doors: deliver.live.sockets,
		half: readersHalf(deliver, metrics),
		redisState: () => ({ state: redisWatch.state(), since: redisWatch.since() }),
		personOf: (cookie) => accounts.actorOf({ headers: { cookie } } as Request),
		workers: worker ? 1 : null,
	});
	accounts.changes.subscribe(newsroom.recheck);
	accounts.changes.subscribe(({ type }) => {
		if (type !== "partner.changed") return;
		deliver.partners.reload().catch((err: unknown) => log.warn({ err }, "partners could not be read anew"));
	});
	const unobserve = model.observe(({ subject }) => newsroom.noteFolded(subject.storyId));
	app.disable("x-powered-by");
	app.set("trust proxy", settings.trustProxy);
	app.use(secureResponses(settings.publicUrl), logRequests({ log }));
	const surroundings = () => ({ redis: redisWatch.state() });
	app.use(newsroom.noteWrites);
	app.use(healthRouter({ metrics: metrics.registry, readiness: deliver.readiness, surroundings }));
	app.use("/api/auth", accounts.handler);
	app.use(newsroom.counts);
	app.use("/api/v1", deliver.api);
	app.use(deliver.embeds);
	const outbound = createOutbound({ allowedHosts: settings.outboundHosts });
	app.use(hubRouter({ record: database, settings, outbound, findStory: model.findStory }));
	app.use(followRouter({ database, settings, renderPage: pages.follow }));
	const position = () => model.position;
	app.use(statusRouter({ database, redis: redisWatch, build, position, actorOf: accounts.actorOf }));
	let wires: ReturnType<typeof startWires> | null = null;
	const bell = worker ? bothBells(queue, worker) : queue;
	app.use(
		createAcceptRouter(
			{
				database,
				settings,
				log,
				doorbell: { ...bell, ring: newsroom.timed(bell.ring) },
				waitUntilFolded: deliver.waitUntilFolded,
				actorOf: accounts.actorOf,
				mailer: accounts.mailer,
				renderPreview: pages.preview,
			},
			(parts) => {
				wires = startWires(parts);
			},
		),
	);
	const queueBoard = createQueueBoard({ redis, database, ownOrigins, actorOf: accounts.actorOf });
	app.use(queueBoard.router);
	app.use(createNewsroomPage({ buildFolder: clientBuildFolder, mediaOrigin: settings.s3?.publicUrl ?? null }));
	app.use(serveWorker(clientBuildFolder, { isOn: settings.serviceWorker }));
	app.use(createAssets(clientBuildFolder).handle);
	addEnds(app, pages, log);

	return {
		server,
		deliver,
		async stop() {
			const closed = new Promise((resolve) => server.close(resolve));
			unobserve();
			await wires?.stop();
			await newsroom.stop();
			await deliver.stop();
			unsubscribe?.();
			await Promise.race([closed, sleep(lastRequests, undefined, { ref: false })]);
			for (const socket of sockets) socket.destroy();
			accounts.changes.stop();
			outbound.close();
			redisWatch.stop();
			await queueBoard.stop();
			await queue.stop();
		},
	};
}

/** The queue's bell as everywhere, and beside it the worker's in this process, which needs no Redis to hear. */
function bothBells(queue: Doorbell, worker: Pick<RunningWorker, "ring" | "ringMedia">) {
	return {
		ringMedia() {
			worker.ringMedia();
		},
		ring(storyId: string | null) {
			void queue.ring(storyId);
			return worker.ring(storyId);
		},
	};
}

/** What nobody answered, and what failed: as a problem to machines, as a page to readers. */
function addEnds(app: Express, pages: Pages, log: Logger): void {
	app.use((request, response, next) => {
		const isForReader = request.method === "GET" || request.method === "HEAD";
		if (isForReader && !request.path.startsWith("/api/")) pages.serveMissing(request, response);
		else nothingHere(request, response, next);
	});
	const tellReader: ErrorRequestHandler = (error, request, response, next) => {
		if (request.path.startsWith("/api/") || problemOf(error).code !== "internal") next(error);
		else pages.serveFailed(error, request, response);
	};
	app.use(tellReader, problemHandler({ log }));
}

/** The open connections, upgraded ones too, which a closing server neither ends nor lists. */
function trackSockets(server: Server): ReadonlySet<Socket> {
	const sockets = new Set<Socket>();
	server.on("connection", (socket: Socket) => {
		sockets.add(socket);
		socket.once("close", () => sockets.delete(socket));
	});
	return sockets;
}
