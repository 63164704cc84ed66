import type { Alert } from "@dateline/shared/protocol";
import { msg, str } from "@lit/localize";
import type { Times } from "../desk/times.ts";
import { saySpan } from "./durations.ts";
import { plural } from "./plural.ts";

/** What is slow or away, as one sentence for the console's line. */
export function sayAlert({ kind, since, count, milliseconds }: Alert, times: Times): string {
	switch (kind) {
		case "worker":
			return plural(
				count,
				msg(
					str`No worker answers: ${count} [change waits|changes wait], the oldest for ${saySpan(milliseconds)}. They are safe and go out when one is back.`,
				),
			);
		case "backlog":
			return plural(
				count,
				msg(str`The queue is slow: ${count} [change waits|changes wait], the oldest for ${saySpan(milliseconds)}.`),
			);
		case "redis":
			return msg(str`Redis is gone since ${times.second(since)}. Everything arrives, up to a second later than usual.`);
		case "slow_readers":
			return plural(
				count,
				msg(str`${count} [reader is|readers are] too slow to follow; [it asks|they ask] again by [itself|themselves].`),
			);
		case "behind":
			return msg(str`This server is behind the record since ${times.second(since)}.`);
	}
}
