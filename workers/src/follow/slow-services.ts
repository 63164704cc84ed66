import type { PushMessage, Sent } from "./push-sender.ts";

/** Milliseconds after which nobody waits for a push service: what it answers is noted when it comes. */
const patience = 1_500;
/** Requests that may be left so, in all. */
const mostLeft = 256;
/** Of one service, which anybody may be: beyond it, its notices are put off. Those of the browsers have all the room. */
const mostOfOne = 16;
const ofBrowsers = /(^|\.)(googleapis\.com|mozilla\.com|push\.apple\.com|notify\.windows\.com)$/;

/** Keeps push services that take their time from holding up what others are told. */
export interface SlowServices {
	/** Sends; null, without sending, while its service keeps too many others waiting. */
	watch(message: PushMessage, send: () => Promise<Sent>): Promise<Sent | null>;
	/** What was answered soon, and what is still to come; waits longer only when too much is under way already. */
	part<One>(sending: readonly Promise<One>[]): Promise<[soon: One[], later: Promise<One>[]]>;
	/** Takes care of what was left; a failure leaves its notices to whoever takes them next. */
	follow(rest: Promise<void>): void;
	/** Ends when nothing is under way. */
	settle(): Promise<void>;
}

export function createSlowServices(): SlowServices {
	/** Requests of each service that have taken longer than {@link patience}. */
	const late = new Map<string, number>();
	const left = new Set<Promise<void>>();

	return {
		async watch({ subscription }, send) {
			const service = serviceOf(subscription.endpoint);
			if ((late.get(service) ?? 0) >= mostOfOne && !ofBrowsers.test(service)) return null;
			let isLate = false;
			const timer = setTimeout(() => {
				isLate = true;
				late.set(service, (late.get(service) ?? 0) + 1);
			}, patience);
			try {
				return await send();
			} finally {
				clearTimeout(timer);
				const rest = (late.get(service) ?? 0) - (isLate ? 1 : 0);
				if (rest > 0) late.set(service, rest);
				else late.delete(service);
			}
		},
		async part(sending) {
			const soon = new Map<number, Awaited<(typeof sending)[number]>>();
			const all = Promise.all(sending.map(async (one, index) => soon.set(index, await one)));
			if (left.size + sending.length > mostLeft) await all;
			else {
				let timer: NodeJS.Timeout | undefined;
				const enough = new Promise((resolve) => {
					timer = setTimeout(resolve, patience);
				});
				await Promise.race([all, enough]).finally(() => clearTimeout(timer));
				all.catch(() => undefined);
			}
			return [[...soon.values()], sending.filter((_one, index) => !soon.has(index))];
		},
		follow(rest) {
			const caught: Promise<void> = rest.catch(() => undefined).finally(() => left.delete(caught));
			left.add(caught);
		},
		async settle() {
			await Promise.all(left);
		},
	};
}

/** The last two labels of its name: one who owns a domain has any number of names under it. */
function serviceOf(endpoint: string): string {
	const { hostname, host } = new URL(endpoint);
	return /^[\d.]+$|:/.test(hostname)
		? host
		: ofBrowsers.test(hostname)
			? hostname
			: hostname.split(".").slice(-2).join(".");
}
