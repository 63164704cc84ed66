export {
	type Answer,
	type Asking,
	type AskingWhole,
	createOutbound,
	type OpenAnswer,
	type Outbound,
} from "./create-outbound.ts";
export { OutboundError, type OutboundProblem } from "./outbound-error.ts";
export { problemOfAddress } from "./problem-of-address.ts";
export { isPublicAddress } from "./public-address.ts";
