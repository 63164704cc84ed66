import {
	listOf,
	type WebhookInput,
	type WebhookPatch,
	type WireInput,
	type WirePatch,
	webhookLetterSchema,
	webhookTrySchema,
	webhookViewSchema,
	wireItemSchema,
	wirePreviewSchema,
	wireViewSchema,
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

const wiresRoot = "/api/v1/wires";
const wireWithSecret = z.object({ secret: z.string().nullable(), ...wireViewSchema.shape });

/** Wires, at once as well. Asking a feed may take as long as its server. */
export const wires = {
	list: () => requestAs(listOf(wireViewSchema), wiresRoot),
	preview: (address: string, authorization: string | null) =>
		requestAs(wirePreviewSchema, `${wiresRoot}/preview`, { method: "POST", body: { address, authorization } }),
	add: (body: Partial<WireInput> & Pick<WireInput, "kind" | "name">) =>
		requestAs(wireWithSecret, wiresRoot, { method: "POST", body }),
	change: (id: string, body: WirePatch) => requestAs(wireViewSchema, `${wiresRoot}/${id}`, { method: "PATCH", body }),
	remove: (id: string) => requestAs(z.null(), `${wiresRoot}/${id}`, { method: "DELETE" }),
	fetch: (id: string) => requestAs(wireViewSchema, `${wiresRoot}/${id}/fetch`, { method: "POST", body: {} }),
	rotate: (id: string) => requestAs(wireWithSecret, `${wiresRoot}/${id}/rotate`, { method: "POST", body: {} }),
	items: (id: string) => requestAs(listOf(wireItemSchema), `${wiresRoot}/${id}/items?limit=50`),
};
