import { idSchema } from "@dateline/shared/model";
import { autosaveSubjectSchema, daySchema, nameSchema } from "@dateline/shared/protocol";

/** The parameters that stand in paths, each with what it may be. Whatever it can't be does not exist: `not_found`. */
export const params = {
	storyId: idSchema,
	postId: idSchema,
	keyDevelopmentId: idSchema,
	mediaId: idSchema,
	submissionId: idSchema,
	tokenId: idSchema,
	/** A section, topic or author by id or slug. */
	name: nameSchema,
	date: daySchema,
	subject: autosaveSubjectSchema,
} as const;
export type ParamName = keyof typeof params;

/** The names of the parameters in a path such as `/stories/:storyId`. */
export const paramsIn = (path: string): ParamName[] =>
	[...path.matchAll(/:([A-Za-z]+)/g)].map((match) => match[1] as ParamName);
