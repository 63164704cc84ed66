export * from "./append.ts";
export * from "./connect-redis.ts";
export * from "./remove.ts";
export * from "./stream-entry.ts";
export * from "./tail.ts";
