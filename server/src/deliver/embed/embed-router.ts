import { type FeedKind, feedKinds, formOf } from "@dateline/client/embed";
import { idSchema } from "@dateline/shared/model";
import { ProblemError, problems } from "@dateline/shared/protocol";
import { type Request, type Response, Router } from "express";
import { LRUCache } from "lru-cache";
import { type PreparedAnswer, prepareAnswer, sendPrepared } from "../api/prepared-answer.ts";
import type { Admission } from "../live/admission.ts";
import type { Partners, Pass } from "../partners/partners.ts";
import { drawOnServer, type Wanted } from "./draw-on-server.ts";
import { channelOf, type FeedSource, forPartner, type ReadFeed, readFeed } from "./read-feed.ts";
import { writeFrame, writeRefusedFrame } from "./write-frame.ts";

/** Answers that are kept, by what they are of and who asks. */
const keptAnswers = 2_000;
/** As a reader's page: a browser asks each time, a CDN for a second. */
const caching = { "Cache-Control": "no-cache", "CDN-Cache-Control": "max-age=1, stale-while-revalidate=10" };

interface Kept {
	epoch: string;
	/** Up to here nothing has changed it. */
	checked: number;
	channels: readonly string[];
	answer: PreparedAnswer;
}

/**
 * What partners embed: `/embed/state/…` (what the script begins with), `/embed/fragment/…` (HTML for a server's
 * include), `/embed/<kind>/<id>` (the page of a frame) and `/embed/open/…` (on to the story). A foreign page, and a
 * program that names a key, gets what is the partner's; a frame is held by `frame-ancestors`.
 */
export function embedRouter(parts: { source: FeedSource; partners: Partners; admission: Admission }): Router {
	const { source, partners, admission } = parts;
	const { model, origin } = source;
	const kept = new LRUCache<string, Kept>({ max: keptAnswers });
	const router = Router();

	/** Who asks, if it may have the channel; null is our own page. @throws {ProblemError} `forbidden`, `rate_limited` */
	async function askerOf(request: Request, channel: string): Promise<Pass | null> {
		const { origin: from, host } = request.headers;
		const isForeign = !admission.isOurs(from, host);
		const key = request.query["partner"];
		if (key === undefined) {
			if (!isForeign) return null;
			throw new ProblemError("forbidden", "Another site needs ?partner=, the key of a partner whose origins hold it.");
		}
		const pass = partners.admit(key, isForeign ? (from ?? null) : null);
		await partners.check(pass, [channel]);
		partners.noteFragment(pass.id);
		return pass;
	}

	function isFresh({ epoch, checked, channels }: Kept): boolean {
		return epoch === model.epoch && channels.every((channel) => model.head(channel) <= checked);
	}

	/** Makes an answer once for all who ask the same, until one of its channels moves. */
	async function answerOf(
		name: string,
		{ channel, postId }: { channel: string; postId: string | null },
		make: (feed: ReadFeed) => Promise<PreparedAnswer>,
	): Promise<PreparedAnswer> {
		const known = kept.get(name);
		if (known && isFresh(known)) return known.answer;
		const { position: checked, epoch } = model;
		const feed = model.isKnown(channel) ? await readFeed(source, channel, postId) : null;
		if (!feed) throw new ProblemError("not_found", "There is nothing to embed here.");
		const answer = await make(feed);
		kept.set(name, { epoch, checked, channels: feed.channels, answer });
		return answer;
	}

	/** Cross-origin answers name the one origin that may read them. */
	function open(request: Request, response: Response): void {
		const { origin: from } = request.headers;
		response.vary("Origin");
		if (from !== undefined) response.set("Access-Control-Allow-Origin", from);
		response.set("Cross-Origin-Resource-Policy", "cross-origin");
	}

	const themeOf = (pass: Pass | null) => (pass ? (partners.find(pass.key)?.theme ?? null) : null);

	router.get(["/embed/state/:kind/:id", "/embed/state/:kind"], async (request, response) => {
		const asked = addressOf(request, request.query["post"]);
		open(request, response);
		const theme = themeOf(await askerOf(request, asked.channel));
		const name = ["state", asked.channel, asked.postId, JSON.stringify(theme)].join("|");
		const answer = await answerOf(name, asked, (feed) =>
			prepareAnswer(JSON.stringify(forPartner(feed, theme)), {
				...caching,
				"Content-Type": "application/json; charset=utf-8",
			}),
		);
		sendPrepared(request, response, answer);
	});

	router.get(["/embed/fragment/:kind/:id", "/embed/fragment/:kind"], async (request, response) => {
		const asked = addressOf(request, request.query["post"]);
		open(request, response);
		const pass = await askerOf(request, asked.channel);
		const wanted = wantedOf(request, asked.postId);
		const key = pass?.key ?? null;
		const name = ["fragment", asked.channel, key, JSON.stringify(wanted)].join("|");
		const answer = await answerOf(name, asked, (feed) => {
			const { html, language } = drawOnServer(feed.data, wanted, { origin, target: null });
			const attributes = [
				` channel="${asked.channel}" form="${wanted.form}" count="${wanted.most}" lang="${wanted.language ?? language}"`,
				key ? ` partner="${key}"` : "",
				wanted.theme ? ` theme="${wanted.theme}"` : "",
				asked.postId ? ` post="${asked.postId}"` : "",
			];
			const text = `<dateline-feed${attributes.join("")}>${html}</dateline-feed>\n`;
			return prepareAnswer(text, { ...caching, "Content-Type": "text/html; charset=utf-8" });
		});
		sendPrepared(request, response, answer);
	});

	router.get(["/embed/open/:kind/:id", "/embed/open/:kind"], async (request, response) => {
		const asked = addressOf(request, undefined);
		const feed = model.isKnown(asked.channel) ? await readFeed(source, asked.channel, null) : null;
		const location = feed ? canonicalOf(feed, null) : `${origin}/`;
		response.set("Cache-Control", "public, max-age=60").redirect(302, location);
	});

	const frames = ["/embed/:kind/:id/post/:postId", "/embed/:kind/:id", "/embed/:kind"];
	router.get(frames, async (request, response, next) => {
		// Whether a frame may stand on a page is said by `frame-ancestors`, and by nothing else.
		response.removeHeader("X-Frame-Options");
		try {
			await serveFrame(request, response);
		} catch (error) {
			if (!(error instanceof ProblemError) || error.code === "internal") return next(error);
			const { kind, id } = request.params as { kind?: string; id?: string };
			const href = `${origin}/embed/open/${kind}${id ? `/${id}` : ""}`;
			const { html, policy } = writeRefusedFrame(wantedOf(request, null).language, href, new URL(origin).host);
			response
				.status(problems[error.code].status)
				.set({ "Cache-Control": "no-store", "Content-Security-Policy": policy });
			if (error.code === "rate_limited") response.set("Retry-After", "2");
			response.type("html").send(html);
		}
	});

	async function serveFrame(request: Request, response: Response): Promise<void> {
		const asked = addressOf(request, request.params["postId"]);
		const still = request.query["still"] === "1" && request.query["partner"] === undefined;
		const pass = still ? null : await askerOf(request, asked.channel);
		const partner = pass ? partners.find(pass.key) : null;
		const theme = partner?.theme ?? null;
		const wanted = wantedOf(request, asked.postId);
		const name = ["frame", asked.channel, pass?.key, partner?.revision, still, JSON.stringify(wanted)].join("|");
		const answer = await answerOf(name, asked, (feed) => {
			const drawn = drawOnServer(feed.data, wanted, { origin, target: "_blank" });
			const { html, policy } = writeFrame({
				...drawn,
				...{ channel: asked.channel, wanted, theme, still },
				key: pass?.key ?? null,
				allowed: still ? ["*"] : (partner?.origins ?? []),
				canonical: canonicalOf(feed, asked.postId),
			});
			return prepareAnswer(html, {
				...{ ...caching, "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy },
				...{ "X-Robots-Tag": "noindex", "Cross-Origin-Resource-Policy": "cross-origin" },
			});
		});
		sendPrepared(request, response, answer);
	}

	/** Where the whole of it stands. */
	function canonicalOf(feed: ReadFeed, postId: string | null): string {
		const { view } = drawOnServer(feed.data, { ...usual, postId }, { origin, target: null });
		const [item] = view.items;
		return postId !== null && item ? item.href : view.href;
	}

	return router;
}

const usual: Wanted = { form: "compact", language: null, theme: null, most: 5, postId: null };
const themes = ["light", "dark", "auto", "host"] as const;

/** The channel and the post of an address. @throws {ProblemError} `not_found` */
function addressOf(request: Request, post: unknown): { channel: string; postId: string | null } {
	const { kind, id = "" } = request.params as { kind?: string; id?: string };
	const known = feedKinds.find((one) => one === kind) as FeedKind | undefined;
	const fits = known === "feed" ? id === "" : known !== undefined && idSchema.safeParse(id).success;
	const postId = post === undefined || post === "" ? null : idSchema.safeParse(post);
	if (!fits || known === undefined || (postId && (!postId.success || known !== "story")))
		throw new ProblemError("not_found", "There is nothing to embed here.");
	return { channel: channelOf(known, id), postId: postId?.data ?? null };
}

function wantedOf({ query }: Request, postId: string | null): Wanted {
	const text = (name: string): string | null => (typeof query[name] === "string" ? query[name] : null);
	const language = text("lang");
	return {
		form: formOf(text("form")),
		language: language !== null && /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language) ? language : null,
		theme: themes.find((theme) => theme === text("theme")) ?? null,
		most: Math.max(1, Math.min(20, Math.trunc(Number(text("count"))) || 5)),
		postId,
	};
}
