export { createHubWorker, type HubWorker, type ReadTopic, type Topic } from "./create-hub-worker.ts";
export { sealHubSecret } from "./hub-secret.ts";
