import type { Publisher } from "../publish/create-publisher.ts";

/** What handlers may use. */
export interface JobParts {
	publisher: Publisher;
}

/** One kind of job of the queue: its name, how often it is tried, and what is done. */
export interface Job {
	name: string;
	/** Tries in all. A bell needs one: what it rang for stays due in the record, which is polled. */
	attempts: number;
	handle(parts: JobParts, payload: unknown): Promise<void>;
}
