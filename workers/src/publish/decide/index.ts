import type { Decide, DecidedChange, DecisionContext, StoryAggregate, StoryDecision } from "../decision.ts";
import { addKeyDevelopment } from "./add-key-development.ts";
import { addPost } from "./add-post.ts";
import { restoreKeyDevelopment, updateKeyDevelopment, withdrawKeyDevelopment } from "./change-key-development.ts";
import { correct } from "./correct.ts";
import { orderKeyDevelopments } from "./order-key-developments.ts";
import { publishStory } from "./publish-story.ts";
import { endStory, startStory } from "./start-and-end.ts";
import { updatePost } from "./update-post.ts";
import { updateStory } from "./update-story.ts";
import { restorePost, withdrawPost } from "./withdraw-post.ts";
import { restoreStory, withdrawStory } from "./withdraw-story.ts";

/** Every change of a story, with what decides it. */
const deciders: { [Type in DecidedChange["type"]]: Decide<Type> } = {
	"story.publish": publishStory,
	"story.update": updateStory,
	"story.correct": correct,
	"story.start": startStory,
	"story.end": endStory,
	"story.withdraw": withdrawStory,
	"story.restore": restoreStory,
	"post.add": addPost,
	"post.update": updatePost,
	"post.withdraw": withdrawPost,
	"post.restore": restorePost,
	"key_development.add": addKeyDevelopment,
	"key_development.update": updateKeyDevelopment,
	"key_development.withdraw": withdrawKeyDevelopment,
	"key_development.restore": restoreKeyDevelopment,
	"key_development.order": orderKeyDevelopments,
};

/**
 * What a change does to a story. Pure: the same record, change and context always give the same decision, and nothing
 * is read or written.
 *
 * @throws {ProblemError} when the change is refused
 */
export function decide(aggregate: StoryAggregate, change: DecidedChange, context: DecisionContext): StoryDecision {
	const decider = deciders[change.type] as Decide<DecidedChange["type"]>;
	return decider(aggregate, change as never, context);
}
