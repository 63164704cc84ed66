import { lineSchema } from "@dateline/shared/protocol";
import { z } from "zod";
import { roles } from "../actor.ts";

const secretSchema = z.string().min(20).max(200);
const passwordSchema = z.string().min(1).max(200);

export const signInSchema = z.object({ email: z.string().max(320), password: passwordSchema });
export const linkSchema = z.object({ link: secretSchema });
/** The new account's own words. */
export const acceptLinkSchema = z.object({
	link: secretSchema,
	name: lineSchema(120).min(1),
	email: z.email().max(320),
	password: passwordSchema,
});
export const changePasswordSchema = z.object({ currentPassword: passwordSchema, newPassword: passwordSchema });
export const makeLinkSchema = z.object({ role: z.enum(roles) });
