import type { Database } from "@dateline/shared/database";
import type { EventType, MediaView } from "@dateline/shared/model";
import type { StoryChange } from "@dateline/shared/protocol";
import type { Insertable, Selectable, Updateable } from "kysely";

export type StoryRow = Selectable<Database["stories"]>;
export type PostRow = Selectable<Database["posts"]>;
export type KeyDevelopmentRow = Selectable<Database["key_developments"]>;

/** What the record has of a story, as far as a change to it needs to know. */
export interface StoryAggregate {
	story: StoryRow | null;
	/** The post that the change names. */
	post: PostRow | null;
	/** All key developments of the story, withdrawn ones too. */
	keyDevelopments: KeyDevelopmentRow[];
	/** What the change refers to and what exists of it. */
	references: KnownReferences;
	/** Slugs that the story could get, with the story that has or had each. */
	slugOwners: ReadonlyMap<string, string>;
}

/** Of the ids that a change names, those that exist; pictures whole, since texts are rendered with them. */
export interface KnownReferences {
	sections: ReadonlySet<string>;
	topics: ReadonlySet<string>;
	authors: ReadonlySet<string>;
	media: ReadonlyMap<string, MediaView>;
	/** Of those pictures the ones that are or were under embargo, with its end. */
	embargoes: ReadonlyMap<string, Date>;
	/** Stories that readers see or saw. */
	stories: ReadonlySet<string>;
	/** Posts of this story that readers see, with their editorial time. */
	posts: ReadonlyMap<string, Date>;
}

/** What a decision may use besides the record: the database's clock, who asked, and the submission's `If-Match`. */
export interface DecisionContext {
	storyId: string;
	now: Date;
	actor: string;
	ifMatch: number | null;
}

/** Something that readers of the story are told; its words are read from the record once the rows are written. */
export type Fact =
	| { type: Extract<EventType, `story.${string}`>; reason?: string }
	| { type: Extract<EventType, `post.${string}`>; postId: string; reason?: string }
	| { type: Extract<EventType, `key_development.${string}`>; keyDevelopmentId: string };

export interface NewRevision {
	kind: "story" | "post";
	id: string;
	number: number;
	significant: boolean;
	content: unknown;
}

/** What a change does: rows to write, facts to tell in this order, and what is said to who handed it in. */
export interface StoryDecision {
	story?: Updateable<Database["stories"]>;
	/** A whole post, new or replaced. */
	post?: Insertable<Database["posts"]>;
	/** Whole key developments, new or replaced. */
	keyDevelopments?: Insertable<Database["key_developments"]>[];
	correction?: Insertable<Database["corrections"]>;
	/** The slug that becomes the story's present one. */
	slug?: string;
	/** Whether posts came, went or moved, so that a page may be full. */
	postsMoved?: boolean;
	/** When the story starts by itself; null takes such a plan back. */
	startAt?: Date | null;
	revision?: NewRevision;
	facts: Fact[];
	result: { revision: number; slug?: string };
}

/** The changes that are made of several, or that no decision on one story's rows describes. */
type Composed = "posts.move" | "posts.merge" | "story.erase";

/** The changes that one decision on one story describes. */
export type DecidedChange = Exclude<StoryChange, { type: Composed }>;

/** Decides one kind of change; throws a `ProblemError` to refuse it. */
export type Decide<Type extends DecidedChange["type"]> = (
	aggregate: StoryAggregate,
	change: Extract<StoryChange, { type: Type }>,
	context: DecisionContext,
) => StoryDecision;
