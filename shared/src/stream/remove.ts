import type { Redis } from "ioredis";
import { streamKey } from "./stream-entry.ts";

/** Positions that one step on the server removes. */
const batch = 500;

/**
 * Takes entries out of an epoch's stream. Whoever needs one of these positions finds a hole and reads the record. The
 * newest entry is never taken, since the stream would then seem to end before it, and Redis takes no id twice.
 *
 * @throws when Redis does not answer in time, or when one of them is the newest: to be tried again later
 */
export async function removeFromStream(redis: Redis, epoch: string, positions: readonly number[]): Promise<void> {
	for (let start = 0; start < positions.length; start += batch) {
		const ids = positions.slice(start, start + batch).map((position) => `${position}-0`);
		const kept = Number(await redis.eval(script, 1, streamKey(epoch), ...ids));
		if (kept > 0) throw new Error(`position ${kept} is the newest of the stream and cannot be taken out yet`);
	}
}

const script = `
local last = redis.call("XREVRANGE", KEYS[1], "+", "-", "COUNT", 1)[1]
if not last then return 0 end
local kept = 0
for _, id in ipairs(ARGV) do
	if id == last[1] then kept = tonumber(string.match(id, "^(%d+)"))
	else redis.call("XDEL", KEYS[1], id) end
end
return kept`;
