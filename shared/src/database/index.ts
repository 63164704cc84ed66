export * from "./locks.ts";
export * from "./migrate.ts";
export * from "./open.ts";
export type { Database, Status } from "./schema.ts";
