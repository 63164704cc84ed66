import { z } from "zod";
import { idSchema, instantSchema } from "../../model/index.ts";
import { lineSchema } from "../content.ts";

/** What an account may do everywhere. */
export const roleSchema = z.enum(["administrator", "editor", "contributor"]).meta({ id: "Role" });
/** What a member of a story may do there, beside what their role gives them everywhere. */
export const storyRoleSchema = z.enum(["editor", "contributor"]).meta({ id: "StoryRole" });

const emailSchema = z.email().max(320);

/** An account, as administrators see it. */
export const personSchema = z
	.object({
		id: idSchema,
		name: z.string(),
		email: z.string(),
		role: roleSchema,
		/** Switched off: it may not sign in until it is switched on. */
		disabled: z.boolean(),
		/** Closed for good; the name stays on what it wrote. */
		removedAt: instantSchema.nullable(),
		createdAt: instantSchema,
		/** How it may sign in. */
		password: z.boolean(),
		passkeys: z.number().int(),
		/** Codes from an app, asked for after the password. */
		codes: z.boolean(),
		company: z.boolean(),
		/** Whether a second factor is asked of this account, by itself or by its role. */
		secondFactor: z.enum(["free", "role", "account"]),
		sessions: z.number().int(),
		lastUsedAt: instantSchema.nullable(),
		stories: z.array(
			z.object({ storyId: idSchema, headline: z.string(), role: storyRoleSchema, membersOnly: z.boolean() }),
		),
		/** When its owner said that the password is forgotten, and no mail could be sent. */
		resetAskedAt: instantSchema.nullable(),
	})
	.meta({ id: "Person" });
export type Person = z.infer<typeof personSchema>;

/** A browser that is signed in. */
export const sessionViewSchema = z
	.object({
		id: idSchema,
		/** Such as "Firefox on Windows", as the browser says. */
		device: z.string(),
		/** How it signed in: `password`, `code`, `passkey`, `company`, `link`; null when it is not known. */
		method: z.string().nullable(),
		/** The network of the last request, shortened; null when it is not known. */
		from: z.string().nullable(),
		usedAt: instantSchema,
		createdAt: instantSchema,
		/** Whether it is the one that asks. */
		current: z.boolean(),
	})
	.meta({ id: "Session" });
export type SessionView = z.infer<typeof sessionViewSchema>;

export const passkeyViewSchema = z
	.object({
		id: idSchema,
		name: z.string(),
		/** Whether it is kept by a service that carries it to other devices. */
		backedUp: z.boolean(),
		createdAt: instantSchema,
		usedAt: instantSchema.nullable(),
	})
	.meta({ id: "Passkey" });
export type PasskeyView = z.infer<typeof passkeyViewSchema>;

/** `GET /api/v1/people/:personId`. */
export const personDetailSchema = z
	.object({ ...personSchema.shape, sessionList: z.array(sessionViewSchema), passkeyList: z.array(passkeyViewSchema) })
	.meta({ id: "PersonDetail" });
export type PersonDetail = z.infer<typeof personDetailSchema>;

/** `PATCH /api/v1/people/:personId`. */
export const personPatchSchema = z
	.strictObject({
		name: lineSchema(120).min(1),
		role: roleSchema,
		disabled: z.boolean(),
		secondFactorRequired: z.boolean(),
	})
	.partial()
	.meta({ id: "PersonPatch" });
export type PersonPatch = z.infer<typeof personPatchSchema>;

/** `POST /api/v1/people/:personId/sign-out`: one session, or all of them. */
export const signOutInputSchema = z.strictObject({ sessionId: idSchema.optional() }).meta({ id: "SignOutInput" });

/** `POST /api/v1/invitations`. */
export const invitationInputSchema = z
	.strictObject({
		name: lineSchema(120).default(""),
		/** Whom the link is sent to, when mail is set up, and the address of the account; left out: whoever has the link. */
		email: emailSchema.nullable().default(null),
		role: roleSchema,
		stories: z
			.array(z.strictObject({ storyId: idSchema, role: storyRoleSchema }))
			.max(50)
			.default([]),
	})
	.meta({ id: "InvitationInput" });
export type InvitationInput = z.infer<typeof invitationInputSchema>;

/** An invitation, or the way to a new password. The link itself is kept nowhere. */
export const invitationSchema = z
	.object({
		id: idSchema,
		purpose: z.enum(["invitation", "reset"]),
		name: z.string(),
		email: z.string().nullable(),
		role: roleSchema,
		stories: z.array(z.object({ storyId: idSchema, headline: z.string(), role: storyRoleSchema })),
		createdByName: z.string(),
		createdAt: instantSchema,
		expiresAt: instantSchema,
		mailedAt: instantSchema.nullable(),
		openedAt: instantSchema.nullable(),
		state: z.enum(["open", "used", "revoked", "expired"]),
	})
	.meta({ id: "Invitation" });
export type Invitation = z.infer<typeof invitationSchema>;

/** The answer that makes a link: `link` is shown to be handed over, unless it went by mail. */
export const newLinkSchema = z
	.object({ invitation: invitationSchema, link: z.string().nullable(), mailed: z.boolean() })
	.meta({ id: "NewLink" });
export type NewLink = z.infer<typeof newLinkSchema>;

/** `GET|PUT /api/v1/account-rules`: whose role asks for a second factor; and what the server is set up for. */
export const accountRulesInputSchema = z
	.strictObject({ secondFactorRoles: z.array(roleSchema).max(3) })
	.meta({ id: "AccountRulesInput" });
export const accountRulesSchema = z
	.object({ secondFactorRoles: z.array(roleSchema), mail: z.boolean(), company: z.boolean() })
	.meta({ id: "AccountRules" });
export type AccountRules = z.infer<typeof accountRulesSchema>;

/** Who is in a story; `candidates` are the accounts that could be made members. */
export const storyMembersSchema = z
	.object({
		membersOnly: z.boolean(),
		/** Whether who asks may change this. */
		mayChange: z.boolean(),
		members: z.array(z.object({ id: idSchema, name: z.string(), role: roleSchema, storyRole: storyRoleSchema })),
		candidates: z.array(z.object({ id: idSchema, name: z.string(), role: roleSchema })),
	})
	.meta({ id: "StoryMembers" });
export type StoryMembers = z.infer<typeof storyMembersSchema>;

/** `PUT /api/v1/stories/:storyId/members/:personId`. */
export const memberInputSchema = z.strictObject({ role: storyRoleSchema }).meta({ id: "MemberInput" });
/** `PUT /api/v1/stories/:storyId/access`: a restricted story exists for its members and administrators only. */
export const accessInputSchema = z.strictObject({ membersOnly: z.boolean() }).meta({ id: "AccessInput" });
