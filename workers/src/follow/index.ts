export * from "./digest-links.ts";
export { ensurePushKeys, type PushKeys, rotatePushKeys } from "./push-keys.ts";
export { problemOfEndpoint } from "./push-sender.ts";
