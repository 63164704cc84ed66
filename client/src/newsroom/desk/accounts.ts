import {
	accountRulesSchema,
	type Invitation,
	type InvitationInput,
	invitationSchema,
	listOf,
	newLinkSchema,
	type PersonPatch,
	passkeyViewSchema,
	personDetailSchema,
	personSchema,
	roleSchema,
	sessionViewSchema,
	storyMembersSchema,
} from "@dateline/shared/protocol";
import { startAuthentication, startRegistration } from "@simplewebauthn/browser";
import { z } from "zod";
import { request, requestAs } from "./request.ts";

const sessionSchema = z
	.object({
		user: z.object({ id: z.string(), name: z.string(), email: z.string(), role: roleSchema }),
		until: z.string(),
		/** A second factor is asked of the account, and it has none: nothing else can be done until then. */
		mustSetUp: z.boolean(),
	})
	.nullable();
export type Session = NonNullable<z.infer<typeof sessionSchema>>;

const linkSchema = z.object({
	purpose: z.enum(["invitation", "reset"]),
	role: roleSchema,
	name: z.string(),
	email: z.string().nullable(),
	stories: z.array(z.string()),
	until: z.string(),
});
export type ReadLink = z.infer<typeof linkSchema>;

const accountSchema = z.object({
	name: z.string(),
	email: z.string(),
	role: roleSchema,
	password: z.boolean(),
	codes: z.boolean(),
	company: z.boolean(),
	secondFactor: z.enum(["free", "role", "account"]),
	passkeys: z.array(passkeyViewSchema),
	sessions: z.array(sessionViewSchema),
});
/** One's own account, with its ways to sign in and where it is signed in. */
export type OwnAccount = z.infer<typeof accountSchema>;

const waysSchema = z.object({ company: z.string().nullable(), mail: z.boolean() });
/** What the door offers beside a password; `company` is the provider's host. */
export type Ways = z.infer<typeof waysSchema>;

const auth = (path: string, body: unknown = {}) => request(`/api/auth${path}`, { method: "POST", body });
const needsCode = z.object({ code: z.boolean() });
const spareSchema = z.object({ spareCodes: z.array(z.string()) });
const withPassword = (password: string) => (password === "" ? {} : { password });

/** Signing in and out, and one's own account. */
export const accounts = {
	session: () => requestAs(sessionSchema, "/api/auth/session"),
	ways: () => requestAs(waysSchema, "/api/auth/ways"),
	/** True: a code is asked for yet, see {@link enterCode}. */
	signIn: async (email: string, password: string) =>
		(needsCode.safeParse(await auth("/sign-in/email", { email, password })).data?.code ?? false) as boolean,
	enterCode: (code: string, trustDevice: boolean) => auth("/sign-in/code", { code, trustDevice }),
	/** Asks the browser for a passkey of this site. @throws when there is none, or its owner says no */
	signInWithPasskey: async () => {
		const optionsJSON = await auth("/sign-in/passkey/start");
		const answer = await startAuthentication({ optionsJSON: optionsJSON as never });
		await auth("/sign-in/passkey", { answer });
	},
	/** The address of the company's sign-in. */
	signInWithCompany: async () => z.object({ url: z.url() }).parse(await auth("/sign-in/company")).url,
	signOut: () => auth("/sign-out"),
	signOutEverywhere: () => auth("/sign-out-everywhere"),
	forgot: (email: string) => auth("/forgot", { email }),
	readLink: async (link: string) => linkSchema.parse(await auth("/read-link", { link })),
	acceptLink: (account: { link: string; name: string; email: string; password: string }) =>
		auth("/accept-link", account),
	/** True: a code is asked for yet. */
	reset: async (link: string, password: string) => needsCode.parse(await auth("/reset", { link, password })).code,
	own: () => requestAs(accountSchema, "/api/auth/account"),
	rename: (name: string) => auth("/account/name", { name }),
	changePassword: (currentPassword: string, newPassword: string) =>
		auth("/change-password", { currentPassword, newPassword }),
	addPasskey: async (name: string) => {
		const optionsJSON = await auth("/account/passkeys/start");
		const answer = await startRegistration({ optionsJSON: optionsJSON as never });
		await auth("/account/passkeys", { name, answer });
	},
	removePasskey: (id: string) => auth("/account/passkeys/remove", { id }),
	startCodes: async (password: string) =>
		spareSchema.extend({ uri: z.string() }).parse(await auth("/account/codes/start", withPassword(password))),
	confirmCodes: (code: string) => auth("/account/codes/confirm", { code }),
	stopCodes: (password: string) => auth("/account/codes/stop", withPassword(password)),
	newSpareCodes: async (password: string) =>
		spareSchema.parse(await auth("/account/codes/spare", withPassword(password))).spareCodes,
	endSession: (id: string) => auth("/account/sessions/end", { id }),
};

const root = "/api/v1";
const send = <Schema extends z.ZodType>(
	schema: Schema,
	method: "POST" | "PUT" | "PATCH" | "DELETE",
	path: string,
	body?: unknown,
) => requestAs(schema, `${root}${path}`, { method, ...(method !== "DELETE" && { body: body ?? {} }) });

/** What administrators do with accounts. */
export const people = {
	list: async () => (await requestAs(listOf(personSchema), `${root}/people`)).items,
	get: (id: string) => requestAs(personDetailSchema, `${root}/people/${id}`),
	patch: (id: string, patch: PersonPatch) => send(personSchema, "PATCH", `/people/${id}`, patch),
	close: (id: string) => send(personSchema, "DELETE", `/people/${id}`),
	signOut: (id: string, sessionId?: string) =>
		send(personSchema, "POST", `/people/${id}/sign-out`, sessionId === undefined ? {} : { sessionId }),
	resetCodes: (id: string) => send(personSchema, "POST", `/people/${id}/reset-codes`),
	removePasskey: (id: string, passkeyId: string) => send(personSchema, "DELETE", `/people/${id}/passkeys/${passkeyId}`),
	resetPassword: (id: string) => send(newLinkSchema, "POST", `/people/${id}/reset-password`),
	invitations: async (): Promise<Invitation[]> =>
		(await requestAs(listOf(invitationSchema), `${root}/invitations`)).items,
	invite: (input: Partial<InvitationInput>) => send(newLinkSchema, "POST", "/invitations", input),
	renew: (id: string) => send(newLinkSchema, "POST", `/invitations/${id}/renew`),
	takeBack: (id: string) => send(invitationSchema, "DELETE", `/invitations/${id}`),
	rules: () => requestAs(accountRulesSchema, `${root}/account-rules`),
	setRules: (secondFactorRoles: string[]) => send(accountRulesSchema, "PUT", "/account-rules", { secondFactorRoles }),
};

/** Who is in a story. */
export const members = {
	list: (storyId: string) => requestAs(storyMembersSchema, `${root}/stories/${storyId}/members`),
	put: (storyId: string, personId: string, role: string) =>
		send(storyMembersSchema, "PUT", `/stories/${storyId}/members/${personId}`, { role }),
	remove: (storyId: string, personId: string) =>
		send(storyMembersSchema, "DELETE", `/stories/${storyId}/members/${personId}`),
	restrict: (storyId: string, membersOnly: boolean) =>
		send(storyMembersSchema, "PUT", `/stories/${storyId}/access`, { membersOnly }),
};
