import type { Redis } from "ioredis";
import type { StoredEvent } from "../database/index.ts";
import { streamKey, writeEntry } from "./stream-entry.ts";

/** Entries that a stream keeps, about. */
export const streamLength = 10_000;

/** Seconds after its last event that a stream goes away: an earlier epoch's for good, another is filled again when asked. */
const keptFor = 7 * 24 * 3_600;

/**
 * Adds entries one after the other as long as each is the next: in one step on the server, so that several relays
 * never mix. Returns the position up to which the stream reaches afterwards, which is below the first entry's when
 * entries before it are missing. An empty stream takes whatever comes first.
 */
const script = `
local last = redis.call("XREVRANGE", KEYS[1], "+", "-", "COUNT", 1)[1]
local reached = last and tonumber(string.match(last[1], "^(%d+)")) or nil
local first = tonumber(ARGV[2])
if reached and reached < first - 1 then return reached end
if not reached and ARGV[3] == "0" then return -1 end
for index = 5, #ARGV, 2 do
	local position = first + (index - 5) / 2
	if not reached or position > reached then
		redis.call("XADD", KEYS[1], "MAXLEN", "~", ARGV[1], string.format("%d-0", position), "body", ARGV[index], "meta", ARGV[index + 1])
		reached = position
	end
end
redis.call("EXPIRE", KEYS[1], ARGV[4])
return reached`;

/**
 * Adds events to an epoch's stream. `events` are consecutive positions in order. Nothing is added when the stream lacks
 * some before them, or when it is empty and `begin` is false.
 *
 * @returns the newest position in the stream afterwards, or -1 when it is empty
 * @throws when Redis does not answer in time, or refuses; what was added before that stays added
 */
export async function appendToStream(
	redis: Redis,
	epoch: string,
	events: readonly StoredEvent[],
	{ begin }: { begin: boolean },
): Promise<number> {
	const first = events[0];
	if (!first) return readStreamEnd(redis, epoch);
	const entries = events.flatMap((event) => {
		const { body, meta } = writeEntry(event);
		return [body, meta];
	});
	const reached = await redis.eval(
		script,
		1,
		streamKey(epoch),
		streamLength,
		first.position,
		begin ? 1 : 0,
		keptFor,
		...entries,
	);
	return Number(reached);
}

/** The newest position in an epoch's stream, or -1 when it is empty. */
export async function readStreamEnd(redis: Redis, epoch: string): Promise<number> {
	const [last] = await redis.xrevrange(streamKey(epoch), "+", "-", "COUNT", 1);
	return last ? Number.parseInt(last[0], 10) : -1;
}
