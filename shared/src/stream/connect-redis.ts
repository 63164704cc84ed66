import { Redis, type RedisOptions } from "ioredis";
import type { RedisAddress } from "../settings.ts";

/**
 * What a connection is for: `publisher` adds and rings, and gives up fast, since the record is polled anyway;
 * `blocking` waits for what comes and is never given up by the library; its owner watches it.
 */
export type RedisRole = "publisher" | "blocking";

/** Milliseconds until the first and the longest pause before a connection is tried again. */
const firstPause = 50;
const longestPause = 1_000;

/** Replies come in the form of the first protocol, which is the library's default. */
export type RedisSettings = Omit<RedisOptions, "replyMapping">;

const common: RedisSettings = {
	keepAlive: 5_000,
	connectTimeout: 5_000,
	// A replica that was promoted, or a master that stepped down, answers READONLY until we connect anew.
	reconnectOnError: (error) => error.message.startsWith("READONLY"),
	retryStrategy: (times) => jitter(Math.min(firstPause * 2 ** Math.min(times, 10), longestPause)),
};

/** The settings of a connection by its role (PUSH.md section 2). */
export const redisOptions: Record<RedisRole, RedisSettings> = {
	publisher: { ...common, enableOfflineQueue: false, maxRetriesPerRequest: 1, commandTimeout: 1_000 },
	blocking: { ...common, maxRetriesPerRequest: null },
};

/**
 * A connection to Redis or Valkey that connects by itself, and again whenever it is lost. Its errors go to `onError`,
 * never out of the process.
 */
export function connectRedis(address: RedisAddress, role: RedisRole, onError: (error: Error) => void): Redis {
	const options = redisOptions[role];
	const redis = "url" in address ? new Redis(address.url, options) : new Redis({ ...options, path: address.path });
	redis.on("error", onError);
	return redis;
}

/** A random time from half of `pause` to all of it, so that many processes don't come back at the same moment. */
export const jitter = (pause: number): number => Math.round(pause * (0.5 + Math.random() / 2));
