export * from "./digest-links.ts";
export { problemOfEndpoint } from "./push-address.ts";
export { ensurePushKeys, type PushKeys, rotatePushKeys } from "./push-keys.ts";
