import type { Job } from "./job.ts";
import { publish } from "./publish.ts";

/** The names that jobs are rung by. */
export const jobNames = ["publish"] as const;

/** Every job there is, with its retry rule and handler. */
export const jobs: readonly Job[] = [publish];

/** The jobs by name. @throws when a name has no handler, or two, or a handler no name: the worker then does not start. */
export function indexJobs(names: readonly string[], all: readonly Job[]): ReadonlyMap<string, Job> {
	const byName = new Map(all.map((job) => [job.name, job]));
	const missing = names.filter((name) => !byName.has(name));
	const unknown = all.filter((job) => !names.includes(job.name)).map((job) => job.name);
	if (missing.length > 0) throw new Error(`no handler for the job ${missing.join(", ")}`);
	if (unknown.length > 0) throw new Error(`nobody rings for the job ${unknown.join(", ")}`);
	if (byName.size < all.length) throw new Error("a job has two handlers");
	return byName;
}
