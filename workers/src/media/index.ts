export { createMediaWorker, type MediaWorker } from "./create-media-worker.ts";
export { findFfmpeg } from "./examine-video.ts";
export { createMediaStore, type MediaSource, type MediaStore, nameOf } from "./media-store.ts";
export type { Bucket } from "./open-bucket.ts";
export { planRenditions } from "./plan-renditions.ts";
export { toneOf } from "./tone-of.ts";
export { type MediaEnding, mediaTypes, typeOf } from "./type-of.ts";
