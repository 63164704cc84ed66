export { actionOf } from "./action-of.ts";
export { auditOfRequest, type OpenAudit, type RequestAudit } from "./audit-of-request.ts";
export { factsOfAnswer, factsOfSubmission } from "./facts-of.ts";
export { networkOf } from "./network-of.ts";
export { type Action, noteAction } from "./note-action.ts";
