import {
	listOf,
	type PartnerInput,
	type PartnerPatch,
	partnerSchema,
	partnerThemeSchema,
} from "@dateline/shared/protocol";
import { z } from "zod";
import { requestAs } from "./request.ts";

const root = "/api/v1";
const one = (id: string) => `${root}/partners/${id}`;

const partnerNameSchema = z.object({
	id: z.string(),
	name: z.string(),
	key: z.string(),
	channels: z.array(z.string()),
	theme: partnerThemeSchema,
});
/** What the builder of an embed's line needs of a partner. */
export type PartnerName = z.infer<typeof partnerNameSchema>;

/** Partners are changed at once, not through the outbox: a revocation that waits would be none. */
export const partners = {
	list: () => requestAs(listOf(partnerSchema), `${root}/partners`),
	names: () => requestAs(listOf(partnerNameSchema), `${root}/partner-names`),
	make: (body: PartnerInput) => requestAs(partnerSchema, `${root}/partners`, { method: "POST", body }),
	change: (id: string, body: PartnerPatch) => requestAs(partnerSchema, one(id), { method: "PATCH", body }),
	revoke: (id: string) => requestAs(partnerSchema, one(id), { method: "DELETE" }),
	restore: (id: string) => requestAs(partnerSchema, `${one(id)}/restore`, { method: "POST", body: {} }),
	rotate: (id: string, graceHours: number) =>
		requestAs(partnerSchema, `${one(id)}/rotate`, { method: "POST", body: { graceHours } }),
};
