import type { Event } from "@dateline/shared/model";
import type { Pulse, Resubscribe, SubscribeAck, Updates } from "@dateline/shared/protocol";

/*
 * The border of the browser. Our own server made these messages and parsed them by the schemas of shared/protocol, which
 * would be half of all the script of a page here; what is checked is what the store relies on: that a message has its
 * shape, that positions are numbers, that the subject of an event is an object. Whatever fails is treated as lost.
 */

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
const isPosition = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function isEvent(value: unknown): value is Event {
	return (
		isObject(value) &&
		isPosition(value["position"]) &&
		typeof value["type"] === "string" &&
		typeof value["at"] === "string" &&
		isObject(value["previous"]) &&
		Object.values(value["previous"]).every(isPosition)
	);
}

/** The events of an `update`, or null when it is none. */
export function parseEvents(message: unknown): Event[] | null {
	return Array.isArray(message) && message.every(isEvent) ? message : null;
}

/** A pulse, or null. */
export function parsePulse(message: unknown): Pulse | null {
	if (!isObject(message)) return null;
	const { epoch, position, at, build } = message;
	const whole =
		typeof epoch === "string" && isPosition(position) && typeof at === "string" && typeof build === "string";
	return whole ? (message as unknown as Pulse) : null;
}

/** A request to subscribe again; one without a time is given five seconds. */
export function parseResubscribe(message: unknown): Resubscribe {
	const given = isObject(message) ? message : {};
	const retryAfter = typeof given["retryAfter"] === "number" ? given["retryAfter"] : 5;
	const reason = given["reason"] === "draining" || given["reason"] === "restarted" ? given["reason"] : "slow";
	return { reason, retryAfter };
}

/** The answer to a `subscribe`, or null. */
export function parseAck(message: unknown): SubscribeAck | null {
	if (!isObject(message)) return null;
	if (message["ok"] === false) {
		const error = message["error"];
		return isObject(error) && typeof error["code"] === "string" ? (message as unknown as SubscribeAck) : null;
	}
	if (message["ok"] !== true || typeof message["epoch"] !== "string" || !isPosition(message["position"])) return null;
	const whole = isObject(message["snapshot"]) || parseEvents(message["events"]) !== null;
	return whole ? (message as unknown as SubscribeAck) : null;
}

/** A page of `/api/v1/updates`, or null. */
export function parseUpdates(message: unknown): Updates | null {
	if (!isObject(message) || typeof message["epoch"] !== "string" || typeof message["next"] !== "string") return null;
	return isPosition(message["position"]) && parseEvents(message["events"]) ? (message as unknown as Updates) : null;
}
