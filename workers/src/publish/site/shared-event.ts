import type { EventDraft } from "@dateline/shared/model";
import type { NewEvent } from "../append-events.ts";

/** An event about something that belongs to no story. */
export const sharedEvent = (draft: EventDraft, channels: readonly string[]): NewEvent => ({
	draft,
	channels,
	subject: { type: draft.type, storyId: null, postId: null, keyDevelopmentId: null, date: null },
});
