import type { Grant } from "./grants.ts";

/** Named abilities of one kind of thing, each with the grants of which one is enough. */
export type Policy = Readonly<Record<string, readonly Grant[]>>;
