import type { OpenRecord } from "@dateline/shared/database";
import type { Settings } from "@dateline/shared/settings";
import type { MediaStore } from "@dateline/workers/media";
import type { Outbound } from "@dateline/workers/outbound";
import type { Request } from "express";
import type { Logger } from "pino";
import type { BucketLimit } from "../http/token-buckets.ts";
import type { Mailer } from "./accounts/index.ts";
import type { Actor } from "./actor.ts";
import type { SubmissionWatch } from "./commands/watch-submissions.ts";
import type { UploadStore } from "./media/upload-store.ts";
import type { RenderPreview } from "./preview-page/preview-router.ts";

/** What the way in is built from. */
export interface AcceptDependencies {
	database: OpenRecord;
	settings: Pick<Settings, "dataDir" | "publicUrl" | "ownOrigins"> &
		Partial<Pick<Settings, "oidc" | "s3" | "maxUpload">> &
		Pick<Settings, "secret" | "outboundHosts">;
	log: Logger;
	/** Rings the worker for a story, or for the site when null. Never throws, never waits for Redis. */
	doorbell: { ring(storyId: string | null): unknown; ringMedia?(): unknown };
	/** True once this process shows its readers everything up to `position`; false when `milliseconds` are over first. */
	waitUntilFolded(position: number, milliseconds: number): Promise<boolean>;
	/** The person of a session cookie, or null. */
	actorOf(request: Request): Promise<Actor | null>;
	/** Sends letters; left out or null where no mail server is set up. */
	mailer?: Mailer;
	/** Makes a reader's page of a story's state, for preview links; without it there are none. */
	renderPreview?: RenderPreview;
	/** Other limits than the usual ones. */
	limits?: Partial<AcceptLimits>;
}

/** How often something may be done, before it is put off with `rate_limited`. */
export interface AcceptLimits {
	/** Writes of one token or person. */
	writes: BucketLimit;
	/** Rehearsals of one token or person: each holds the locks that publishing needs. */
	rehearsals: BucketLimit;
	/** Attempts of one address with tokens that are not valid. */
	failures: BucketLimit;
}

/** The same, with what the way in makes of it for itself. */
export interface AcceptParts extends AcceptDependencies {
	watch: SubmissionWatch;
	/** Lets the keys that have expired go, from time to time. */
	sweepKeys(): void;
	media: MediaStore;
	uploads: UploadStore;
	/** Asks addresses that somebody named. */
	outbound: Outbound;
}
