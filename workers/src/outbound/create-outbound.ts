import {
	type IncomingHttpHeaders,
	type IncomingMessage,
	Agent as PlainAgent,
	request as requestPlain,
} from "node:http";
import { Agent, request } from "node:https";
import type { Readable } from "node:stream";
import { OutboundError, outboundErrorOf } from "./outbound-error.ts";
import { isAllowedHost, problemOfAddress } from "./problem-of-address.ts";
import { lookUpPublic } from "./public-address.ts";
import { unpack } from "./unpack.ts";

/** What is asked of an address, and how long and how much is waited for. */
export interface Asking {
	/** Upper case; GET unless said. */
	method?: string;
	headers?: Readonly<Record<string, string>>;
	body?: string | Uint8Array;
	/** How many redirects are followed (0 unless said), each checked like the first address. Only GET and HEAD follow any. */
	redirects?: number;
	/** Milliseconds until the connection stands; 5,000 unless said. */
	connectWithin?: number;
	/** Milliseconds until the answer is whole (`ask`) or begins (`open`); 10,000 unless said. */
	answerWithin?: number;
	/** Only `https:` addresses, and only on the usual port. */
	secure?: boolean;
	usualPort?: boolean;
	signal?: AbortSignal;
}

/** An answer whose body has not been read. Whoever opened it reads it to its end or destroys it. */
export interface OpenAnswer {
	/** Where it came from, after redirects. */
	url: string;
	status: number;
	headers: IncomingHttpHeaders;
	/** Unpacked; fails with an OutboundError. */
	body: Readable;
}

/** An answer that was read. */
export interface Answer extends Omit<OpenAnswer, "body"> {
	body: Buffer;
	/** Whether `body` is only the beginning, because the caller takes no more. */
	cut: boolean;
}

/** How much of an answer is taken. */
export interface AskingWhole extends Asking {
	/** Bytes of the answer, unpacked, that are taken; 1 MiB unless said. */
	longest?: number;
	/** Take the beginning of a longer answer instead of failing. */
	cut?: boolean;
}

/** The one way to ask an address that a person named. */
export interface Outbound {
	/** Asks and reads the answer, whatever its status. @throws {OutboundError} */
	ask(address: string, asking?: AskingWhole): Promise<Answer>;
	/** Asks and gives the answer as it comes: for streams and large files. @throws {OutboundError} */
	open(address: string, asking?: Asking): Promise<OpenAnswer>;
	/** What is wrong with an address before it is asked, for whoever names one; null when nothing is. */
	problemOf(address: string, rules?: { secure?: boolean; usualPort?: boolean }): string | null;
	close(): void;
}

const redirecting = new Set([301, 302, 303, 307, 308]);

/**
 * Asks addresses that a person named: only of the web, only in public networks (checked on the very addresses that are
 * connected to, so that a name can't change its mind), no redirect unless asked, and neither time nor size without an end.
 * `allowedHosts` are hosts of the settings that may be private: one's own, a developer's, a test's.
 */
export function createOutbound({ allowedHosts }: { allowedHosts: readonly string[] }): Outbound {
	const kept = { keepAlive: true, maxSockets: 64, timeout: 60_000 };
	const checked = { ...kept, lookup: lookUpPublic } as ConstructorParameters<typeof Agent>[0];
	const agents = {
		near: { http: new PlainAgent(kept), https: new Agent(kept) },
		far: { http: new PlainAgent(checked), https: new Agent(checked) },
	};

	function problemOf(address: string, rules: { secure?: boolean; usualPort?: boolean } = {}) {
		return problemOfAddress(address, { allowedHosts, ...rules });
	}

	function once(url: URL, asking: Asking, signal: AbortSignal): Promise<IncomingMessage> {
		const plain = url.protocol === "http:";
		const { http, https } = isAllowedHost(url, allowedHosts) ? agents.near : agents.far;
		const { method = "GET", headers = {}, body, connectWithin = 5_000 } = asking;
		return new Promise((resolve, reject) => {
			const options = {
				method,
				headers: { "user-agent": "Dateline", "accept-encoding": "gzip, br", ...headers },
				agent: plain ? http : https,
				signal,
			};
			const sent = (plain ? requestPlain : request)(url, options, resolve);
			sent.on("error", (error) => reject(signal.aborted ? signal.reason : outboundErrorOf(error)));
			sent.on("socket", (socket) => {
				if (!socket.connecting) return;
				const late = setTimeout(() => {
					sent.destroy(new OutboundError("timeout", "No connection could be made in time."));
				}, connectWithin);
				for (const name of ["close", plain ? "connect" : "secureConnect"]) socket.once(name, () => clearTimeout(late));
			});
			sent.end(body);
		});
	}

	async function follow(address: string, asking: Asking, signal: AbortSignal): Promise<OpenAnswer> {
		let left = asking.redirects ?? 0;
		let url = address;
		let { headers = {} } = asking;
		for (;;) {
			const problem = problemOf(url, asking);
			if (problem !== null) throw new OutboundError(/network/.test(problem) ? "not_public" : "bad_address", problem);
			const answer = await once(new URL(url), { ...asking, headers }, signal);
			const status = answer.statusCode ?? 0;
			const to = answer.headers.location;
			const follows = left !== 0 || asking.redirects !== undefined;
			if (!redirecting.has(status) || to === undefined || !follows || !/^(GET|HEAD)$/.test(asking.method ?? "GET")) {
				return { url, status, headers: answer.headers, body: unpack(answer) };
			}
			answer.destroy();
			if (left-- <= 0) throw new OutboundError("too_many_redirects", "The address redirects again and again.");
			const next = URL.canParse(to, url) ? new URL(to, url) : null;
			if (next === null) throw new OutboundError("bad_address", "The address redirects to none.");
			if (url.startsWith("https:") && next.protocol === "http:") {
				throw new OutboundError("bad_address", "The address redirects to one without encryption.");
			}
			// What opens the first address is not for another one.
			if (next.origin !== new URL(url).origin) headers = withoutSecrets(headers);
			url = next.href;
		}
	}

	async function open(address: string, asking: Asking = {}): Promise<OpenAnswer> {
		const stop = new AbortController();
		const late = setTimeout(() => {
			stop.abort(new OutboundError("timeout", "No answer came in time."));
		}, asking.answerWithin ?? 10_000);
		const leave = () => stop.abort(new OutboundError("stopped", "It was stopped."));
		if (asking.signal?.aborted) leave();
		asking.signal?.addEventListener("abort", leave, { once: true });
		const forget = () => asking.signal?.removeEventListener("abort", leave);
		try {
			stop.signal.throwIfAborted();
			const answer = await follow(address, asking, stop.signal);
			answer.body.once("close", forget);
			return answer;
		} catch (error) {
			forget();
			throw outboundErrorOf(error);
		} finally {
			clearTimeout(late);
		}
	}

	async function ask(
		address: string,
		{ longest = 1_048_576, cut = false, ...asking }: AskingWhole = {},
	): Promise<Answer> {
		const began = performance.now();
		const { body, ...answer } = await open(address, asking);
		const late = setTimeout(
			() => body.destroy(new OutboundError("timeout", "The answer was not whole in time.")),
			Math.max(0, (asking.answerWithin ?? 10_000) - (performance.now() - began)),
		);
		const parts: Buffer[] = [];
		let length = 0;
		try {
			for await (const part of body as AsyncIterable<Buffer>) {
				parts.push(part);
				length += part.length;
				if (length <= longest) continue;
				if (!cut) throw new OutboundError("too_long", `The answer has more than ${longest} bytes.`);
				return { ...answer, body: Buffer.concat(parts).subarray(0, longest), cut: true };
			}
			return { ...answer, body: Buffer.concat(parts), cut: false };
		} catch (error) {
			throw outboundErrorOf(error);
		} finally {
			clearTimeout(late);
			body.destroy();
		}
	}

	return {
		ask,
		open,
		problemOf,
		close() {
			for (const { http, https } of Object.values(agents)) {
				http.destroy();
				https.destroy();
			}
		},
	};
}

function withoutSecrets(headers: Readonly<Record<string, string>>): Record<string, string> {
	const secret = new Set(["authorization", "cookie", "proxy-authorization", "x-api-key"]);
	return Object.fromEntries(Object.entries(headers).filter(([name]) => !secret.has(name.toLowerCase())));
}
