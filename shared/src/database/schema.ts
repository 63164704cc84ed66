import type { ColumnType, Generated, JSONColumnType } from "kysely";
import type { MediaKind, MediaView } from "../model/index.ts";
import type {
	AuthorContent,
	Change,
	Erasable,
	FollowLevel,
	MediaContent,
	MediaDetails,
	NoticeWeight,
	PartnerScreens,
	PartnerTheme,
	PostContent,
	Refusal,
	SectionContent,
	SiteContent,
	StoryContent,
	SubmissionResult,
	SubmissionState,
	TemplateContent,
	WebhookState,
	WireItemState,
	WireKind,
} from "../protocol/index.ts";

type Json<T> = ColumnType<T, string, string>;
type JsonOrNull<T> = ColumnType<T | null, string | null | undefined, string | null>;
type Instant = ColumnType<Date, Date | string, Date | string>;
type MaybeInstant = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
type MadeInstant = ColumnType<Date, Date | string | undefined, Date | string>;
type Defaulted<T> = ColumnType<T, T | undefined, T>;
type Maybe<T> = ColumnType<T | null, T | null | undefined, T | null>;

export type Status = "draft" | "published" | "withdrawn";

interface Named<Content> {
	id: string;
	slug: string;
	revision: number;
	content: Json<Content>;
}

/** The record's tables as Kysely sees them; the columns' meaning stands in the migrations. */
export interface Database {
	log: { one: Generated<boolean>; epoch: string; system_identifier: string; timeline: number; created_at: MadeInstant };
	events: {
		position: number;
		type: string;
		story_id: string | null;
		post_id: string | null;
		key_development_id: string | null;
		date: string | null;
		channels: string[];
		body: string;
		withheld: Defaulted<boolean>;
		at: Instant;
	};
	event_channels: { channel: string; position: number };
	channel_heads: { channel: string; position: number };
	media: {
		id: string;
		revision: Defaulted<number>;
		content: Json<MediaContent>;
		file: string;
		type: string;
		width: number;
		height: number;
		bytes: number;
		renditions: JSONColumnType<MediaView["renditions"], string | undefined>;
		created_at: MadeInstant;
		kind: Defaulted<MediaKind>;
		poster: Maybe<string>;
		duration: Maybe<number>;
		tone: Maybe<string>;
		details: JSONColumnType<MediaDetails, string | undefined>;
		created_by: Maybe<string>;
		made: Defaulted<"waiting" | "done" | "failed">;
		due_at: MadeInstant;
		attempts: Defaulted<number>;
		problem: Maybe<string>;
		embargo: MaybeInstant;
	};
	media_programs: { one: Generated<boolean>; ffmpeg: string | null; looked_at: Instant };
	sections: Named<SectionContent>;
	topics: Named<SectionContent>;
	authors: Named<AuthorContent>;
	site: { one: Generated<boolean>; revision: number; content: Json<SiteContent> };
	stories: {
		id: string;
		kind: "article" | "live";
		status: Status;
		state: Maybe<"upcoming" | "live" | "ended">;
		slug: Maybe<string>;
		revision: Defaulted<number>;
		draft: JsonOrNull<StoryContent>;
		draft_revision: Defaulted<number>;
		content: JsonOrNull<StoryContent>;
		html: Defaulted<string>;
		opening: Defaulted<string>;
		more: Defaulted<boolean>;
		reading_minutes: Defaulted<number>;
		post_count: Defaulted<number>;
		boundary_id: Maybe<string>;
		published_at: MaybeInstant;
		updated_at: MaybeInstant;
		starts_at: MaybeInstant;
		started_at: MaybeInstant;
		ended_at: MaybeInstant;
		withdrawn_at: MaybeInstant;
		created_at: MadeInstant;
		created_by: Maybe<string>;
		embargo: MaybeInstant;
		erased_at: MaybeInstant;
		members_only: Defaulted<boolean>;
	};
	story_members: {
		story_id: string;
		user_id: string;
		role: "editor" | "contributor";
		added_by: Maybe<string>;
		created_at: MadeInstant;
	};
	slugs: { slug: string; story_id: string; current: boolean };
	story_lists: { channel: string; story_id: string; sort_at: Instant };
	posts: {
		id: string;
		story_id: string;
		status: Status;
		revision: Defaulted<number>;
		draft: JsonOrNull<PostContent>;
		draft_revision: Defaulted<number>;
		content: JsonOrNull<PostContent>;
		html: Defaulted<string>;
		key: Defaulted<boolean>;
		pinned: Maybe<number>;
		published_at: MaybeInstant;
		updated_at: MaybeInstant;
		withdrawn_at: MaybeInstant;
		created_at: MadeInstant;
		created_by: Maybe<string>;
		embargo: MaybeInstant;
		erased_at: MaybeInstant;
		merged_into: Maybe<string>;
	};
	boundaries: { id: string; story_id: string; at: Instant; post_id: string; created_at: MadeInstant };
	key_developments: {
		id: string;
		story_id: string;
		post_id: string | null;
		status: "published" | "withdrawn";
		revision: number;
		text: string;
		at: Instant;
		withdrawn_by: Maybe<string>;
		sort_at: MaybeInstant;
		written_at: MadeInstant;
		erased_at: MaybeInstant;
	};
	corrections: {
		id: string;
		story_id: string;
		post_id: string | null;
		text: string;
		at: Instant;
		reason: Maybe<string>;
		reason_shown: Generated<boolean>;
	};
	digests: { date: string; revision: number; lines: string[]; published_at: Instant; updated_at: MaybeInstant };
	revisions: {
		subject_kind: string;
		subject_id: string;
		number: number;
		story_id: string | null;
		change: string;
		significant: boolean;
		content: Json<unknown>;
		at: Instant;
		position: number;
		submission_id: string | null;
	};
	submissions: {
		id: string;
		sequence: Generated<number>;
		story_id: string | null;
		change: Json<Change>;
		state: SubmissionState;
		due_at: Instant;
		if_match: Maybe<number>;
		actor: string;
		attempts: Defaulted<number>;
		retry_at: MaybeInstant;
		last_error: Maybe<string>;
		result: JsonOrNull<SubmissionResult>;
		refusal: JsonOrNull<Refusal>;
		created_at: MadeInstant;
		/** When a worker took it up that settled it; null of those from before that was written down. */
		taken_at: MaybeInstant;
		done_at: MaybeInstant;
	};
	idempotency_keys: {
		owner: string;
		key: string;
		body_hash: string;
		submission_id: Maybe<string>;
		answer: JsonOrNull<unknown>;
		created_at: MadeInstant;
	};
	user: {
		id: string;
		name: string;
		email: string;
		emailVerified: Defaulted<boolean>;
		image: Maybe<string>;
		role: Defaulted<string>;
		disabled: Defaulted<boolean>;
		twoFactorEnabled: Defaulted<boolean>;
		second_factor_required: Defaulted<boolean>;
		removed_at: MaybeInstant;
		createdAt: MadeInstant;
		updatedAt: MadeInstant;
	};
	twoFactor: {
		id: string;
		userId: string;
		secret: string;
		backupCodes: string;
		verified: Defaulted<boolean>;
		failedVerificationCount: Defaulted<number>;
		lockedUntil: MaybeInstant;
	};
	account_rules: { one: Generated<boolean>; second_factor_roles: string[] };
	passkeys: {
		id: string;
		user_id: string;
		name: string;
		credential_id: string;
		public_key: Uint8Array;
		counter: number;
		transports: string[];
		backed_up: boolean;
		created_at: MadeInstant;
		used_at: MaybeInstant;
	};
	passkey_challenges: { challenge: string; user_id: string | null; expires_at: Instant };
	reset_requests: { user_id: string; at: MadeInstant };
	session: {
		id: string;
		userId: string;
		token: string;
		expiresAt: Instant;
		ipAddress: Maybe<string>;
		userAgent: Maybe<string>;
		createdAt: MadeInstant;
		updatedAt: MadeInstant;
		used_at: MadeInstant;
		used_from: Maybe<string>;
		method: Maybe<string>;
	};
	account: {
		id: string;
		userId: string;
		accountId: string;
		providerId: string;
		password: Maybe<string>;
		createdAt: MadeInstant;
		updatedAt: MadeInstant;
	};
	verification: { id: string; identifier: string; value: string; expiresAt: Instant };
	one_time_links: {
		hash: string;
		id: string;
		purpose: Defaulted<"invitation" | "reset">;
		role: string;
		name: Defaulted<string>;
		email: Maybe<string>;
		user_id: Maybe<string>;
		stories: JSONColumnType<{ storyId: string; role: "editor" | "contributor" }[], string | undefined>;
		created_by: Maybe<string>;
		created_by_name: Defaulted<string>;
		opened_at: MaybeInstant;
		revoked_at: MaybeInstant;
		mailed_at: MaybeInstant;
		expires_at: Instant;
		used_at: MaybeInstant;
		created_at: MadeInstant;
	};
	tokens: {
		id: string;
		name: string;
		hash: string;
		scopes: string[];
		created_at: MadeInstant;
		revoked_at: MaybeInstant;
		expires_at: MaybeInstant;
		created_by: Maybe<string>;
		last_used_at: MaybeInstant;
		last_used_from: Maybe<string>;
	};
	hub_requests: {
		id: string;
		mode: "subscribe" | "unsubscribe";
		callback: string;
		topic: string;
		channel: Maybe<string>;
		secret: Maybe<string>;
		lease_seconds: number;
		attempts: Defaulted<number>;
		next_at: MadeInstant;
		created_at: MadeInstant;
	};
	hub_subscriptions: {
		id: string;
		host: string;
		callback: string;
		topic: string;
		channel: Maybe<string>;
		secret: Maybe<string>;
		expires_at: Instant;
		position: number;
		hash: Defaulted<string>;
		attempts: Defaulted<number>;
		next_at: MadeInstant;
		created_at: MadeInstant;
	};
	webhooks: {
		id: string;
		name: string;
		address: string;
		types: string[];
		channels: string[];
		secret: string;
		old_secret: Maybe<string>;
		old_until: MaybeInstant;
		state: Defaulted<WebhookState>;
		state_at: MadeInstant;
		position: number;
		failures: Defaulted<number>;
		failing_since: MaybeInstant;
		next_at: MadeInstant;
		taken_by: Maybe<string>;
		taken_until: MaybeInstant;
		created_by: Maybe<string>;
		created_at: MadeInstant;
	};
	webhook_tries: {
		id: Generated<number>;
		webhook_id: string;
		position: number;
		type: string;
		kind: "event" | "replay" | "test";
		attempt: number;
		at: MadeInstant;
		milliseconds: number;
		outcome: "done" | "again" | "dead";
		status: Maybe<number>;
		problem: Maybe<string>;
		answer: Defaulted<string>;
	};
	webhook_letters: {
		webhook_id: string;
		position: number;
		type: string;
		state: "dead" | "replay";
		due_at: MadeInstant;
		attempts: Defaulted<number>;
		problem: Maybe<string>;
		at: MadeInstant;
	};
	wires: {
		id: string;
		name: string;
		kind: WireKind;
		address: Maybe<string>;
		credentials: Maybe<string>;
		target: Maybe<string>;
		direct: Defaulted<boolean>;
		credit: Defaulted<boolean>;
		state: Defaulted<"active" | "paused">;
		every_seconds: Defaulted<number>;
		etag: Maybe<string>;
		last_modified: Maybe<string>;
		channel: Maybe<string>;
		cursor: JsonOrNull<{ epoch: string; position: number }>;
		format: Maybe<string>;
		secret_hash: Maybe<string>;
		begun: Defaulted<boolean>;
		next_at: MadeInstant;
		taken_by: Maybe<string>;
		taken_until: MaybeInstant;
		asked_at: MaybeInstant;
		answered_at: MaybeInstant;
		asked: Defaulted<number>;
		unchanged: Defaulted<number>;
		doubles: Defaulted<number>;
		failures: Defaulted<number>;
		problem: Maybe<string>;
		created_by: Maybe<string>;
		created_at: MadeInstant;
	};
	wire_items: {
		wire_id: string;
		guid: string;
		hash: string;
		link: Maybe<string>;
		title: string;
		story_id: Maybe<string>;
		post_id: Maybe<string>;
		key_development_id: Maybe<string>;
		state: WireItemState;
		version: Defaulted<number>;
		note: Maybe<string>;
		first_at: MadeInstant;
		last_at: MadeInstant;
	};
	drafts: { owner: string; subject: string; content: Json<unknown>; updated_at: MadeInstant };
	audit_log: {
		sequence: Generated<number>;
		at: MadeInstant;
		actor: string;
		actor_name: string;
		action: string;
		outcome: "done" | "refused";
		subject: Maybe<string>;
		story_id: Maybe<string>;
		detail: Json<Record<string, unknown>>;
		address: Maybe<string>;
	};
	leases: {
		subject: string;
		story_id: string;
		holder: string;
		holder_name: string;
		tab: string;
		since: MadeInstant;
		renewed_at: MadeInstant;
		until: Instant;
	};
	lease_losses: { subject: string; loser: string; story_id: string; taken_by: string; at: MadeInstant };
	receipts: {
		position: number;
		story_id: string;
		post_id: string | null;
		type: string;
		at: Instant;
		screens: number;
		skipped: number;
		seen: number;
		half: number | null;
		most: number | null;
		slowest: number | null;
		curve: number[];
		partners: ColumnType<PartnerScreens[], string | undefined, string>;
	};
	partners: {
		id: string;
		name: string;
		key: string;
		previous_key: Maybe<string>;
		previous_until: MaybeInstant;
		origins: Json<string[]>;
		channels: Json<string[]>;
		theme: Json<PartnerTheme>;
		rate: number;
		created_at: MadeInstant;
		created_by: string;
		revoked_at: MaybeInstant;
		revision: Defaulted<number>;
	};
	partner_usage: {
		partner_id: string;
		day: ColumnType<Date | string, string, string>;
		connections: Defaulted<number>;
		deliveries: Defaulted<number>;
		fragments: Defaulted<number>;
		refused: Defaulted<number>;
	};
	partner_connections: { partner_id: string; server: string; open: number; at: MadeInstant };
	audience_minutes: {
		minute: Instant;
		story_id: string;
		kind: "readers" | "opened" | "left";
		bucket: string;
		count: number;
	};
	templates: {
		id: string;
		revision: Defaulted<number>;
		name: string;
		description: Defaulted<string>;
		content: Json<TemplateContent>;
		created_by: Maybe<string>;
		created_at: MadeInstant;
		updated_at: MadeInstant;
	};
	previews: {
		id: string;
		story_id: string;
		hash: string;
		note: Defaulted<string>;
		created_by: string;
		created_at: MadeInstant;
		expires_at: Instant;
		revoked_at: MaybeInstant;
		opened_at: MaybeInstant;
	};
	erasures: {
		id: string;
		story_id: string;
		subject: Json<Erasable>;
		reason: string;
		actor: string;
		at: MadeInstant;
		positions: Defaulted<number[]>;
		media: Defaulted<string[]>;
		files: Defaulted<string[]>;
		stream_cleared_at: MaybeInstant;
	};
	search_entries: {
		kind: "story" | "post" | "key_development";
		id: string;
		story_id: string;
		at: Instant;
		headline: string;
		words: string;
	};
	search_configurations: { name: string };
	search_words: { word: string; texts: number };
	search_word_changes: { sequence: Generated<number>; added: string[]; gone: string[] };
	search_backlog: { sequence: Generated<number>; kind: "story" | "post" | "key_development"; id: string };
	controls: { number: number; type: string; payload: Json<Record<string, unknown>>; at: MadeInstant };
	push_keys: { one: Generated<boolean>; public_key: string; private_key: string; made_at: MadeInstant };
	followers: {
		id: string;
		secret_hash: string;
		endpoint: string;
		p256dh: string;
		auth: string;
		push_key: string;
		time_zone: string;
		quiet_from: Maybe<number>;
		quiet_until: Maybe<number>;
		quiet_except_breaking: Defaulted<boolean>;
		breaking: Defaulted<boolean>;
		only_breaking: Defaulted<boolean>;
		failures: Defaulted<number>;
		created_at: MadeInstant;
	};
	follows: { follower_id: string; channel: string; level: FollowLevel; since: MadeInstant };
	notice_progress: { one: Generated<boolean>; position: number; follower_id: Defaulted<string> };
	notices: {
		follower_id: string;
		story_id: string;
		position: number;
		post_id: Maybe<string>;
		weight: NoticeWeight;
		due_at: MadeInstant;
		held: Defaulted<boolean>;
		attempts: Defaulted<number>;
	};
	notices_sent: {
		follower_id: string;
		position: number;
		story_id: string;
		post_id: Maybe<string>;
		at: MadeInstant;
	};
	digest_readers: {
		id: string;
		email: string;
		mailbox: Defaulted<string>;
		at_minute: number;
		time_zone: string;
		confirmed_at: MaybeInstant;
		asked_at: MadeInstant;
		letters: Defaulted<number>;
		letter: Maybe<"confirm" | "known">;
		next_at: MadeInstant;
		attempts: Defaulted<number>;
		refused: Defaulted<number>;
		last_day: Maybe<string>;
		last_digest: Maybe<string>;
	};
}
