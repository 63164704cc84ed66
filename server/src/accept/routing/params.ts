import { idSchema } from "@dateline/shared/model";
import { autosaveSubjectSchema, daySchema, nameSchema, templateIdSchema } from "@dateline/shared/protocol";
import { z } from "zod";

/** The parameters that stand in paths, each with what it may be. Whatever it can't be does not exist: `not_found`. */
export const params = {
	storyId: idSchema,
	postId: idSchema,
	keyDevelopmentId: idSchema,
	mediaId: idSchema,
	submissionId: idSchema,
	tokenId: idSchema,
	partnerId: idSchema,
	webhookId: idSchema,
	wireId: idSchema,
	personId: idSchema,
	passkeyId: idSchema,
	invitationId: idSchema,
	/** A section, topic or author by id or slug. */
	name: nameSchema,
	templateId: templateIdSchema,
	previewId: idSchema,
	/** Of a revision. */
	number: z.string().regex(/^[1-9]\d{0,8}$/),
	date: daySchema,
	subject: autosaveSubjectSchema,
} as const;
export type ParamName = keyof typeof params;

/** The names of the parameters in a path such as `/stories/:storyId`. */
export const paramsIn = (path: string): ParamName[] =>
	[...path.matchAll(/:([A-Za-z]+)/g)].map((match) => match[1] as ParamName);
