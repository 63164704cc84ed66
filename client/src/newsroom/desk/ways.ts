import {
	listOf,
	type WebhookInput,
	type WebhookPatch,
	webhookLetterSchema,
	webhookTrySchema,
	webhookViewSchema,
} from "@dateline/shared/protocol";
import { z } from "zod";
import { requestAs } from "./request.ts";

const root = "/api/v1/webhooks";
const withSecret = z.object({ secret: z.string(), ...webhookViewSchema.shape });
const tried = webhookTrySchema.omit({ id: true, at: true });

/** Webhooks are set up at once, not through the outbox: their secret must not lie about on a device. */
export const webhooks = {
	list: () => requestAs(listOf(webhookViewSchema), root),
	add: (body: WebhookInput) => requestAs(withSecret, root, { method: "POST", body }),
	change: (id: string, body: WebhookPatch) => requestAs(webhookViewSchema, `${root}/${id}`, { method: "PATCH", body }),
	remove: (id: string) => requestAs(z.null(), `${root}/${id}`, { method: "DELETE" }),
	rotate: (id: string) => requestAs(withSecret, `${root}/${id}/rotate`, { method: "POST", body: {} }),
	/** May take as long as the receiver. */
	test: (id: string) => requestAs(tried, `${root}/${id}/test`, { method: "POST", body: {} }),
	tries: (id: string, after: string | null = null) =>
		requestAs(listOf(webhookTrySchema), `${root}/${id}/tries?limit=25${after === null ? "" : `&after=${after}`}`),
	letters: (id: string) => requestAs(listOf(webhookLetterSchema), `${root}/${id}/letters`),
	replay: (id: string, positions: "dead" | number[]) =>
		requestAs(z.object({ replayed: z.int() }), `${root}/${id}/replay`, { method: "POST", body: { positions } }),
	/** What would be sent now of the event there. */
	event: (id: string, position: number) => requestAs(z.unknown(), `${root}/${id}/events/${position}`),
};
