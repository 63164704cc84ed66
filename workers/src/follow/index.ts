export * from "./digest-links.ts";
export { problemOfEndpoint } from "./push-address.ts";
export { ensurePushKeys, type PushKeys, rotatePushKeys } from "./push-keys.ts";
export type { NoticePayload } from "./write-notice.ts";
