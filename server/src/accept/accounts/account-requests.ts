import { lineSchema } from "@dateline/shared/protocol";
import { z } from "zod";
import { roles } from "../actor.ts";

const secretSchema = z.string().min(20).max(200);
const passwordSchema = z.string().min(1).max(200);
const codeSchema = z
	.string()
	.max(40)
	.transform((code) => code.replace(/\s/g, ""));

export const signInSchema = z.object({ email: z.string().max(320), password: passwordSchema });
/** A code of the app, or one of the spare codes. */
export const codeInputSchema = z.object({ code: codeSchema, trustDevice: z.boolean().default(false) });
export const forgotSchema = z.object({ email: z.string().max(320) });
export const linkSchema = z.object({ link: secretSchema });
/** The new account's own words. */
export const acceptLinkSchema = z.object({
	link: secretSchema,
	name: lineSchema(120).min(1),
	email: z.email().max(320),
	password: passwordSchema,
});
export const resetSchema = z.object({ link: secretSchema, password: passwordSchema });
export const changePasswordSchema = z.object({ currentPassword: passwordSchema, newPassword: passwordSchema });
/** Left out by whoever has no password. */
export const ownPasswordSchema = z.object({ password: passwordSchema.optional() });
export const ownNameSchema = z.object({ name: lineSchema(120).min(1) });
export const makeLinkSchema = z.object({ role: z.enum(roles) });
export const passkeyAnswerSchema = z.object({ answer: z.record(z.string(), z.unknown()) });
export const newPasskeySchema = passkeyAnswerSchema.extend({ name: lineSchema(60).min(1) });
export const idInputSchema = z.object({ id: z.string().min(1).max(40) });
