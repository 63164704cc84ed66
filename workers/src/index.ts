export { createDoorbell, type Doorbell } from "./create-doorbell.ts";
export { queuePrefix } from "./jobs/queue-names.ts";
export { type ApplyDue, applyDue } from "./publish/apply-due.ts";
export type { Step } from "./publish/apply-next.ts";
export { forecast } from "./publish/forecast.ts";
export { type RunningWorker, type StartWorker, startWorker } from "./start-worker.ts";
