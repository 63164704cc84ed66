create table "account" (
	id text not null,
	"userId" text not null,
	"accountId" text not null,
	"providerId" text not null,
	"accessToken" text,
	"refreshToken" text,
	"idToken" text,
	"accessTokenExpiresAt" timestamp(3) with time zone,
	"refreshTokenExpiresAt" timestamp(3) with time zone,
	scope text,
	password text,
	"createdAt" timestamp(3) with time zone not null default clock_timestamp(),
	"updatedAt" timestamp(3) with time zone not null default clock_timestamp(),
	PRIMARY KEY (id),
	FOREIGN KEY ("userId") REFERENCES "user"(id) ON DELETE CASCADE
);

create table "account_rules" (
	one boolean not null default true,
	second_factor_roles text[] not null default '{}'::text[],
	PRIMARY KEY (one),
	CHECK (one)
);

create table "audience_minutes" (
	minute timestamp(0) with time zone not null,
	story_id text not null,
	kind text not null,
	bucket text not null,
	count integer not null,
	PRIMARY KEY (story_id, kind, minute, bucket),
	CHECK ((kind = ANY (ARRAY['readers'::text, 'opened'::text, 'left'::text])))
);
CREATE INDEX audience_minutes_age ON audience_minutes USING btree (minute);

create table "audit_log" (
	sequence bigint not null generated always as identity,
	at timestamp(3) with time zone not null default clock_timestamp(),
	actor text not null,
	actor_name text not null,
	action text not null,
	outcome text not null,
	subject text,
	story_id text,
	detail jsonb not null default '{}'::jsonb,
	address text,
	PRIMARY KEY (sequence),
	CHECK ((outcome = ANY (ARRAY['done'::text, 'refused'::text])))
);
CREATE INDEX audit_log_action ON audit_log USING btree (action, sequence DESC);
CREATE INDEX audit_log_actor ON audit_log USING btree (actor, sequence DESC);
CREATE INDEX audit_log_at ON audit_log USING btree (at);
CREATE INDEX audit_log_story ON audit_log USING btree (story_id, sequence DESC) WHERE (story_id IS NOT NULL);
CREATE INDEX audit_log_subject ON audit_log USING btree (subject, sequence DESC) WHERE (subject IS NOT NULL);
CREATE INDEX audit_log_words ON audit_log USING gin (to_tsvector('simple'::regconfig, ((((((actor_name || ' '::text) || translate(action, '._'::text, '  '::text)) || ' '::text) || COALESCE(subject, ''::text)) || ' '::text) || COALESCE(address, ''::text))));

create table "authors" (
	id text not null,
	slug text not null,
	revision integer not null,
	content jsonb not null,
	UNIQUE (slug),
	PRIMARY KEY (id)
);

create table "boundaries" (
	id text not null,
	story_id text not null,
	at timestamp(3) with time zone not null,
	post_id text not null,
	created_at timestamp(3) with time zone not null default clock_timestamp(),
	PRIMARY KEY (id),
	FOREIGN KEY (story_id) REFERENCES stories(id)
);
CREATE INDEX boundaries_order ON boundaries USING btree (story_id, at DESC, post_id DESC);

create table "channel_heads" (
	channel text not null,
	"position" bigint not null,
	PRIMARY KEY (channel)
);

create table "controls" (
	number bigint not null,
	type text not null,
	payload jsonb not null,
	at timestamp(3) with time zone not null default clock_timestamp(),
	PRIMARY KEY (number)
);

create table "corrections" (
	id text not null,
	story_id text not null,
	post_id text,
	text text not null,
	at timestamp(3) with time zone not null,
	reason text,
	reason_shown boolean not null default false,
	PRIMARY KEY (id),
	FOREIGN KEY (story_id) REFERENCES stories(id)
);
CREATE INDEX corrections_story ON corrections USING btree (story_id, at DESC);

create table "digest_readers" (
	id text not null,
	email text not null,
	at_minute integer not null,
	time_zone text not null,
	confirmed_at timestamp(3) with time zone,
	asked_at timestamp(3) with time zone not null default clock_timestamp(),
	letters integer not null default 0,
	letter text,
	next_at timestamp(3) with time zone not null default clock_timestamp(),
	attempts integer not null default 0,
	last_day text,
	last_digest text,
	mailbox text not null default ''::text,
	refused integer not null default 0,
	UNIQUE (email),
	PRIMARY KEY (id),
	CHECK (((at_minute >= 0) AND (at_minute <= 1439))),
	CHECK ((letter = ANY (ARRAY['confirm'::text, 'known'::text])))
);
CREATE INDEX digest_readers_asked ON digest_readers USING btree (asked_at) WHERE (confirmed_at IS NULL);
CREATE INDEX digest_readers_mailbox ON digest_readers USING btree (mailbox);
CREATE INDEX digest_readers_next ON digest_readers USING btree (next_at) WHERE ((letter IS NOT NULL) OR (confirmed_at IS NOT NULL));

create table "digests" (
	date text not null,
	revision integer not null,
	lines text[] not null,
	published_at timestamp(3) with time zone not null,
	updated_at timestamp(3) with time zone,
	PRIMARY KEY (date)
);

create table "drafts" (
	owner text not null,
	subject text not null,
	content jsonb not null,
	updated_at timestamp(3) with time zone not null default clock_timestamp(),
	PRIMARY KEY (owner, subject)
);

create table "erasures" (
	id text not null,
	story_id text not null,
	subject jsonb not null,
	reason text not null,
	actor text not null,
	at timestamp(3) with time zone not null default clock_timestamp(),
	positions bigint[] not null default '{}'::bigint[],
	media text[] not null default '{}'::text[],
	files text[] not null default '{}'::text[],
	stream_cleared_at timestamp(3) with time zone,
	PRIMARY KEY (id)
);
CREATE INDEX erasures_open ON erasures USING btree (at) WHERE (stream_cleared_at IS NULL);
CREATE INDEX erasures_story ON erasures USING btree (story_id, at DESC);

create table "event_channels" (
	channel text not null,
	"position" bigint not null,
	PRIMARY KEY (channel, "position"),
	FOREIGN KEY ("position") REFERENCES events("position")
);

create table "events" (
	"position" bigint not null,
	type text not null,
	story_id text,
	post_id text,
	key_development_id text,
	date text,
	channels text[] not null,
	body text not null,
	withheld boolean not null default false,
	at timestamp(3) with time zone not null,
	PRIMARY KEY ("position"),
	CHECK (("position" > 0))
);
CREATE INDEX events_shared ON events USING btree (type, "position") WHERE ((story_id IS NULL) AND (NOT withheld));
CREATE INDEX events_story ON events USING btree (story_id, "position") WHERE ((story_id IS NOT NULL) AND (NOT withheld));

create table "followers" (
	id text not null,
	secret_hash text not null,
	endpoint text not null,
	p256dh text not null,
	auth text not null,
	push_key text not null,
	time_zone text not null,
	quiet_from integer,
	quiet_until integer,
	quiet_except_breaking boolean not null default true,
	breaking boolean not null default false,
	only_breaking boolean not null default false,
	failures integer not null default 0,
	created_at timestamp(3) with time zone not null default clock_timestamp(),
	UNIQUE (endpoint),
	UNIQUE (secret_hash),
	PRIMARY KEY (id),
	CHECK (((quiet_from >= 0) AND (quiet_from <= 1439))),
	CHECK (((quiet_from IS NULL) = (quiet_until IS NULL))),
	CHECK (((quiet_until >= 0) AND (quiet_until <= 1439)))
);
CREATE INDEX followers_breaking ON followers USING btree (id) WHERE breaking;

create table "follows" (
	follower_id text not null,
	channel text not null,
	level text not null,
	since timestamp(3) with time zone not null default clock_timestamp(),
	PRIMARY KEY (follower_id, channel),
	FOREIGN KEY (follower_id) REFERENCES followers(id) ON DELETE CASCADE,
	CHECK ((level = ANY (ARRAY['all'::text, 'key'::text, 'breaking'::text])))
);
CREATE INDEX follows_channel ON follows USING btree (channel, follower_id);

create table "hub_requests" (
	id text not null,
	mode text not null,
	callback text not null,
	topic text not null,
	channel text,
	secret text,
	lease_seconds integer not null,
	attempts integer not null default 0,
	next_at timestamp(3) with time zone not null default clock_timestamp(),
	created_at timestamp(3) with time zone not null default clock_timestamp(),
	PRIMARY KEY (id),
	CHECK ((mode = ANY (ARRAY['subscribe'::text, 'unsubscribe'::text])))
);
CREATE INDEX hub_requests_due ON hub_requests USING btree (next_at);

create table "hub_subscriptions" (
	id text not null,
	host text not null,
	callback text not null,
	topic text not null,
	channel text,
	secret text,
	expires_at timestamp(3) with time zone not null,
	"position" bigint not null,
	hash text not null default ''::text,
	attempts integer not null default 0,
	next_at timestamp(3) with time zone not null default clock_timestamp(),
	created_at timestamp(3) with time zone not null default clock_timestamp(),
	UNIQUE (callback, topic),
	PRIMARY KEY (id)
);
CREATE INDEX hub_subscriptions_due ON hub_subscriptions USING btree (next_at);
CREATE INDEX hub_subscriptions_end ON hub_subscriptions USING btree (expires_at);
CREATE INDEX hub_subscriptions_host ON hub_subscriptions USING btree (host);

create table "idempotency_keys" (
	owner text not null,
	key text not null,
	body_hash text not null,
	submission_id text,
	answer jsonb,
	created_at timestamp(3) with time zone not null default clock_timestamp(),
	PRIMARY KEY (owner, key)
);
CREATE INDEX idempotency_keys_age ON idempotency_keys USING btree (created_at);

create table "key_developments" (
	id text not null,
	story_id text not null,
	post_id text,
	status text not null,
	revision integer not null,
	text text not null,
	at timestamp(3) with time zone not null,
	withdrawn_by text,
	sort_at timestamp(3) with time zone,
	written_at timestamp(3) with time zone not null default clock_timestamp(),
	erased_at timestamp(3) with time zone,
	PRIMARY KEY (id),
	FOREIGN KEY (story_id) REFERENCES stories(id),
	CHECK ((status = ANY (ARRAY['published'::text, 'withdrawn'::text])))
);
CREATE INDEX key_developments_day ON key_developments USING btree (at) WHERE (status = 'published'::text);
CREATE INDEX key_developments_order ON key_developments USING btree (story_id, at DESC, id DESC);
CREATE INDEX key_developments_place ON key_developments USING btree (story_id, COALESCE(sort_at, at) DESC, id DESC);

create table "lease_losses" (
	subject text not null,
	loser text not null,
	story_id text not null,
	taken_by text not null,
	at timestamp(3) with time zone not null default clock_timestamp(),
	PRIMARY KEY (subject, loser)
);
CREATE INDEX lease_losses_story ON lease_losses USING btree (story_id, at DESC);

create table "leases" (
	subject text not null,
	story_id text not null,
	holder text not null,
	holder_name text not null,
	tab text not null,
	since timestamp(3) with time zone not null default clock_timestamp(),
	renewed_at timestamp(3) with time zone not null default clock_timestamp(),
	until timestamp(3) with time zone not null,
	PRIMARY KEY (subject)
);
CREATE INDEX leases_story ON leases USING btree (story_id);

create table "log" (
	one boolean not null default true,
	epoch text not null,
	system_identifier text not null,
	timeline integer not null,
	created_at timestamp(3) with time zone not null default clock_timestamp(),
	PRIMARY KEY (one),
	CHECK (one)
);

create table "media" (
	id text not null,
	revision integer not null default 1,
	content jsonb not null,
	file text not null,
	type text not null,
	width integer not null,
	height integer not null,
	bytes bigint not null,
	renditions jsonb not null default '[]'::jsonb,
	created_at timestamp(3) with time zone not null default clock_timestamp(),
	kind text not null default 'image'::text,
	poster text,
	duration real,
	details jsonb not null default '{}'::jsonb,
	created_by text,
	made text not null default 'done'::text,
	due_at timestamp(3) with time zone not null default clock_timestamp(),
	attempts integer not null default 0,
	problem text,
	embargo timestamp(3) with time zone,
	tone text,
	PRIMARY KEY (id),
	CHECK ((kind = ANY (ARRAY['image'::text, 'video'::text, 'audio'::text]))),
	CHECK ((made = ANY (ARRAY['waiting'::text, 'done'::text, 'failed'::text])))
);
CREATE INDEX media_order ON media USING btree (created_at DESC, id DESC);
CREATE INDEX media_waiting ON media USING btree (due_at) WHERE (made = 'waiting'::text);
CREATE INDEX media_words ON media USING gin (to_tsvector('simple'::regconfig, ((((COALESCE((content ->> 'caption'::text), ''::text) || ' '::text) || COALESCE((content ->> 'alt'::text), ''::text)) || ' '::text) || COALESCE((content ->> 'credit'::text), ''::text))));

create table "media_programs" (
	one boolean not null default true,
	ffmpeg text,
	looked_at timestamp(3) with time zone not null,
	PRIMARY KEY (one),
	CHECK (one)
);

create table "migrations" (
	name text not null,
	at timestamp(3) with time zone not null default clock_timestamp(),
	PRIMARY KEY (name)
);

create table "notice_progress" (
	one boolean not null default true,
	"position" bigint not null,
	follower_id text not null default ''::text,
	PRIMARY KEY (one),
	CHECK (one)
);

create table "notices" (
	follower_id text not null,
	story_id text not null,
	"position" bigint not null,
	post_id text,
	weight text not null,
	due_at timestamp(3) with time zone not null default clock_timestamp(),
	held boolean not null default false,
	attempts integer not null default 0,
	PRIMARY KEY (follower_id, story_id),
	FOREIGN KEY (follower_id) REFERENCES followers(id) ON DELETE CASCADE,
	CHECK ((weight = ANY (ARRAY['breaking'::text, 'key'::text, 'story'::text, 'post'::text, 'correction'::text, 'test'::text])))
);
CREATE INDEX notices_due ON notices USING btree (due_at);

create table "notices_sent" (
	follower_id text not null,
	"position" bigint not null,
	story_id text not null,
	post_id text,
	at timestamp(3) with time zone not null default clock_timestamp(),
	PRIMARY KEY (follower_id, "position"),
	FOREIGN KEY (follower_id) REFERENCES followers(id) ON DELETE CASCADE
);
CREATE INDEX notices_sent_at ON notices_sent USING btree (at);
CREATE INDEX notices_sent_story ON notices_sent USING btree (story_id, follower_id);

create table "one_time_links" (
	hash text not null,
	role text not null,
	expires_at timestamp(3) with time zone not null,
	used_at timestamp(3) with time zone,
	created_at timestamp(3) with time zone not null default clock_timestamp(),
	id text not null,
	purpose text not null default 'invitation'::text,
	name text not null default ''::text,
	email text,
	user_id text,
	stories jsonb not null default '[]'::jsonb,
	created_by text,
	created_by_name text not null default ''::text,
	opened_at timestamp(3) with time zone,
	revoked_at timestamp(3) with time zone,
	mailed_at timestamp(3) with time zone,
	PRIMARY KEY (hash),
	FOREIGN KEY (user_id) REFERENCES "user"(id) ON DELETE CASCADE,
	CHECK ((purpose = ANY (ARRAY['invitation'::text, 'reset'::text])))
);
CREATE UNIQUE INDEX one_time_links_id ON one_time_links USING btree (id);
CREATE INDEX one_time_links_newest ON one_time_links USING btree (created_at DESC);

create table "partner_connections" (
	partner_id text not null,
	server text not null,
	open integer not null,
	at timestamp(3) with time zone not null default clock_timestamp(),
	PRIMARY KEY (partner_id, server),
	FOREIGN KEY (partner_id) REFERENCES partners(id)
);

create table "partner_usage" (
	partner_id text not null,
	day date not null,
	connections bigint not null default 0,
	deliveries bigint not null default 0,
	fragments bigint not null default 0,
	refused bigint not null default 0,
	PRIMARY KEY (partner_id, day),
	FOREIGN KEY (partner_id) REFERENCES partners(id)
);

create table "partners" (
	id text not null,
	name text not null,
	key text not null,
	previous_key text,
	previous_until timestamp(3) with time zone,
	origins jsonb not null,
	channels jsonb not null,
	theme jsonb not null,
	rate integer not null,
	created_at timestamp(3) with time zone not null default clock_timestamp(),
	created_by text not null,
	revoked_at timestamp(3) with time zone,
	revision integer not null default 1,
	UNIQUE (key),
	UNIQUE (previous_key),
	PRIMARY KEY (id),
	CHECK (((rate >= 1) AND (rate <= 1000)))
);

create table "passkey_challenges" (
	challenge text not null,
	user_id text,
	expires_at timestamp(3) with time zone not null,
	PRIMARY KEY (challenge)
);

create table "passkeys" (
	id text not null,
	user_id text not null,
	name text not null,
	credential_id text not null,
	public_key bytea not null,
	counter bigint not null default 0,
	transports text[] not null default '{}'::text[],
	backed_up boolean not null default false,
	created_at timestamp(3) with time zone not null default clock_timestamp(),
	used_at timestamp(3) with time zone,
	UNIQUE (credential_id),
	PRIMARY KEY (id),
	FOREIGN KEY (user_id) REFERENCES "user"(id) ON DELETE CASCADE
);
CREATE INDEX passkeys_user ON passkeys USING btree (user_id);

create table "posts" (
	id text not null,
	story_id text not null,
	status text not null,
	revision integer not null default 0,
	draft jsonb,
	draft_revision integer not null default 1,
	content jsonb,
	html text not null default ''::text,
	key boolean not null default false,
	pinned integer,
	published_at timestamp(3) with time zone,
	updated_at timestamp(3) with time zone,
	withdrawn_at timestamp(3) with time zone,
	created_at timestamp(3) with time zone not null default clock_timestamp(),
	created_by text,
	embargo timestamp(3) with time zone,
	erased_at timestamp(3) with time zone,
	merged_into text,
	PRIMARY KEY (id),
	FOREIGN KEY (story_id) REFERENCES stories(id),
	CHECK ((status = ANY (ARRAY['draft'::text, 'published'::text, 'withdrawn'::text])))
);
CREATE INDEX posts_authors ON posts USING gin (((content -> 'authors'::text))) WHERE (status = 'published'::text);
CREATE INDEX posts_draft_images ON posts USING gin (jsonb_path_query_array(draft, '$."body"."content"[*]."attrs"."mediaId"'::jsonpath)) WHERE (draft IS NOT NULL);
CREATE INDEX posts_images ON posts USING gin (jsonb_path_query_array(content, '$."body"."content"[*]."attrs"."mediaId"'::jsonpath)) WHERE (status = 'published'::text);
CREATE INDEX posts_key ON posts USING btree (story_id) WHERE (key AND (status = 'published'::text));
CREATE INDEX posts_pinned ON posts USING btree (story_id) WHERE ((pinned IS NOT NULL) AND (status = 'published'::text));
CREATE INDEX posts_stream ON posts USING btree (story_id, published_at DESC, id DESC) WHERE (status = 'published'::text);
CREATE INDEX posts_unseen ON posts USING btree (story_id, status) WHERE (status <> 'published'::text);
CREATE INDEX posts_words ON posts USING gin (to_tsvector('simple'::regconfig, ((((((COALESCE((content ->> 'headline'::text), ''::text) || ' '::text) || COALESCE((draft ->> 'headline'::text), ''::text)) || ' '::text) || "left"(COALESCE((draft ->> 'body'::text), ''::text), 50000)) || ' '::text) || "left"(html, 50000))));

create table "previews" (
	id text not null,
	story_id text not null,
	hash text not null,
	note text not null default ''::text,
	created_by text not null,
	created_at timestamp(3) with time zone not null default clock_timestamp(),
	expires_at timestamp(3) with time zone not null,
	revoked_at timestamp(3) with time zone,
	opened_at timestamp(3) with time zone,
	UNIQUE (hash),
	PRIMARY KEY (id),
	FOREIGN KEY (story_id) REFERENCES stories(id)
);
CREATE INDEX previews_story ON previews USING btree (story_id, created_at DESC);

create table "push_keys" (
	one boolean not null default true,
	public_key text not null,
	private_key text not null,
	made_at timestamp(3) with time zone not null default clock_timestamp(),
	PRIMARY KEY (one),
	CHECK (one)
);

create table "receipts" (
	"position" bigint not null,
	story_id text not null,
	post_id text,
	type text not null,
	at timestamp(3) with time zone not null,
	screens integer not null,
	skipped integer not null,
	seen integer not null,
	half real,
	most real,
	slowest real,
	curve real[] not null,
	partners jsonb not null default '[]'::jsonb,
	PRIMARY KEY ("position")
);
CREATE INDEX receipts_at ON receipts USING btree (at);
CREATE INDEX receipts_story ON receipts USING btree (story_id, "position" DESC);

create table "reset_requests" (
	user_id text not null,
	at timestamp(3) with time zone not null default clock_timestamp(),
	PRIMARY KEY (user_id),
	FOREIGN KEY (user_id) REFERENCES "user"(id) ON DELETE CASCADE
);

create table "revisions" (
	subject_kind text not null,
	subject_id text not null,
	number integer not null,
	story_id text,
	change text not null,
	significant boolean not null,
	content jsonb not null,
	at timestamp(3) with time zone not null,
	"position" bigint not null,
	submission_id text,
	PRIMARY KEY (subject_kind, subject_id, number)
);
CREATE INDEX revisions_story ON revisions USING btree (story_id, at DESC);

create table "search_backlog" (
	sequence bigint not null generated always as identity,
	kind text not null,
	id text not null,
	PRIMARY KEY (sequence)
);

create table "search_configurations" (
	name text not null,
	PRIMARY KEY (name)
);

create table "search_entries" (
	kind text not null,
	id text not null,
	story_id text not null,
	at timestamp(3) with time zone not null,
	headline tsvector not null,
	words tsvector not null,
	PRIMARY KEY (kind, id),
	CHECK ((kind = ANY (ARRAY['story'::text, 'post'::text, 'key_development'::text])))
);
CREATE INDEX search_entries_at ON search_entries USING btree (at DESC);
CREATE INDEX search_entries_story ON search_entries USING btree (story_id);
CREATE INDEX search_entries_words ON search_entries USING gin (words) WITH (gin_pending_list_limit='256');

create table "search_word_changes" (
	sequence bigint not null generated always as identity,
	added text[] not null,
	gone text[] not null,
	PRIMARY KEY (sequence)
);

create table "search_words" (
	word text not null,
	texts integer not null,
	PRIMARY KEY (word)
);
CREATE INDEX search_words_alike ON search_words USING gin (word gin_trgm_ops);

create table "sections" (
	id text not null,
	slug text not null,
	revision integer not null,
	content jsonb not null,
	UNIQUE (slug),
	PRIMARY KEY (id)
);

create table "session" (
	id text not null,
	"userId" text not null,
	token text not null,
	"expiresAt" timestamp(3) with time zone not null,
	"ipAddress" text,
	"userAgent" text,
	"createdAt" timestamp(3) with time zone not null default clock_timestamp(),
	"updatedAt" timestamp(3) with time zone not null default clock_timestamp(),
	used_at timestamp(3) with time zone not null default clock_timestamp(),
	used_from text,
	method text,
	UNIQUE (token),
	PRIMARY KEY (id),
	FOREIGN KEY ("userId") REFERENCES "user"(id) ON DELETE CASCADE
);
CREATE INDEX sessions_of_user ON session USING btree ("userId");

create table "site" (
	one boolean not null default true,
	revision integer not null,
	content jsonb not null,
	PRIMARY KEY (one),
	CHECK (one)
);

create table "slugs" (
	slug text not null,
	story_id text not null,
	current boolean not null,
	PRIMARY KEY (slug),
	FOREIGN KEY (story_id) REFERENCES stories(id)
);
CREATE INDEX slugs_story ON slugs USING btree (story_id);

create table "stories" (
	id text not null,
	kind text not null,
	status text not null,
	state text,
	slug text,
	revision integer not null default 0,
	draft jsonb,
	draft_revision integer not null default 1,
	content jsonb,
	html text not null default ''::text,
	opening text not null default ''::text,
	more boolean not null default false,
	reading_minutes integer not null default 1,
	post_count integer not null default 0,
	boundary_id text,
	published_at timestamp(3) with time zone,
	updated_at timestamp(3) with time zone,
	starts_at timestamp(3) with time zone,
	started_at timestamp(3) with time zone,
	ended_at timestamp(3) with time zone,
	withdrawn_at timestamp(3) with time zone,
	created_at timestamp(3) with time zone not null default clock_timestamp(),
	created_by text,
	members_only boolean not null default false,
	embargo timestamp(3) with time zone,
	erased_at timestamp(3) with time zone,
	PRIMARY KEY (id),
	CHECK ((kind = ANY (ARRAY['article'::text, 'live'::text]))),
	CHECK ((state = ANY (ARRAY['upcoming'::text, 'live'::text, 'ended'::text]))),
	CHECK ((status = ANY (ARRAY['draft'::text, 'published'::text, 'withdrawn'::text])))
);
CREATE INDEX stories_draft_images ON stories USING gin (jsonb_path_query_array(draft, '$."body"."content"[*]."attrs"."mediaId"'::jsonpath)) WHERE (draft IS NOT NULL);
CREATE INDEX stories_draft_lead ON stories USING btree (((draft ->> 'lead'::text))) WHERE (draft IS NOT NULL);
CREATE INDEX stories_images ON stories USING gin (jsonb_path_query_array(content, '$."body"."content"[*]."attrs"."mediaId"'::jsonpath)) WHERE (status = 'published'::text);
CREATE INDEX stories_lead ON stories USING btree (((content ->> 'lead'::text))) WHERE (status = 'published'::text);
CREATE INDEX stories_live ON stories USING btree (state) WHERE ((status = 'published'::text) AND (state = ANY (ARRAY['upcoming'::text, 'live'::text])));
CREATE INDEX stories_newest ON stories USING btree (created_at DESC, id DESC);
CREATE INDEX stories_restricted ON stories USING btree (id) WHERE members_only;
CREATE INDEX stories_words ON stories USING gin (to_tsvector('simple'::regconfig, ((((((COALESCE((content ->> 'headline'::text), ''::text) || ' '::text) || COALESCE((draft ->> 'headline'::text), ''::text)) || ' '::text) || COALESCE((content ->> 'standfirst'::text), (draft ->> 'standfirst'::text), ''::text)) || ' '::text) || "left"(html, 100000))));

create table "story_lists" (
	channel text not null,
	story_id text not null,
	sort_at timestamp(3) with time zone not null,
	PRIMARY KEY (channel, story_id),
	FOREIGN KEY (story_id) REFERENCES stories(id)
);
CREATE INDEX story_lists_order ON story_lists USING btree (channel, sort_at DESC, story_id DESC);
CREATE INDEX story_lists_story ON story_lists USING btree (story_id);

create table "story_members" (
	story_id text not null,
	user_id text not null,
	role text not null,
	added_by text,
	created_at timestamp(3) with time zone not null default clock_timestamp(),
	PRIMARY KEY (story_id, user_id),
	FOREIGN KEY (story_id) REFERENCES stories(id),
	FOREIGN KEY (user_id) REFERENCES "user"(id) ON DELETE CASCADE,
	CHECK ((role = ANY (ARRAY['editor'::text, 'contributor'::text])))
);
CREATE INDEX story_members_user ON story_members USING btree (user_id);

create table "submissions" (
	id text not null,
	sequence bigint not null generated always as identity,
	story_id text,
	change jsonb not null,
	state text not null,
	due_at timestamp(3) with time zone not null,
	if_match integer,
	actor text not null,
	attempts integer not null default 0,
	retry_at timestamp(3) with time zone,
	last_error text,
	result jsonb,
	refusal jsonb,
	created_at timestamp(3) with time zone not null default clock_timestamp(),
	done_at timestamp(3) with time zone,
	taken_at timestamp(3) with time zone,
	UNIQUE (sequence),
	PRIMARY KEY (id),
	CHECK ((state = ANY (ARRAY['waiting'::text, 'scheduled'::text, 'queued'::text, 'done'::text, 'refused'::text, 'cancelled'::text])))
);
CREATE INDEX submissions_actor ON submissions USING btree (actor, sequence DESC);
CREATE INDEX submissions_due ON submissions USING btree (due_at, sequence) WHERE (state = ANY (ARRAY['queued'::text, 'scheduled'::text]));
CREATE INDEX submissions_head ON submissions USING btree (story_id, due_at, sequence) WHERE (state = ANY (ARRAY['queued'::text, 'scheduled'::text]));
CREATE INDEX submissions_settled ON submissions USING btree (done_at) WHERE (done_at IS NOT NULL);
CREATE INDEX submissions_story ON submissions USING btree (story_id, sequence DESC);
CREATE INDEX submissions_waiting ON submissions USING btree (sequence DESC) WHERE (state = 'waiting'::text);

create table "templates" (
	id text not null,
	revision integer not null default 1,
	name text not null,
	description text not null default ''::text,
	content jsonb not null,
	created_by text,
	created_at timestamp(3) with time zone not null default clock_timestamp(),
	updated_at timestamp(3) with time zone not null default clock_timestamp(),
	PRIMARY KEY (id)
);
CREATE INDEX templates_name ON templates USING btree (name);

create table "tokens" (
	id text not null,
	name text not null,
	hash text not null,
	scopes text[] not null,
	created_at timestamp(3) with time zone not null default clock_timestamp(),
	revoked_at timestamp(3) with time zone,
	expires_at timestamp(3) with time zone,
	created_by text,
	last_used_at timestamp(3) with time zone,
	last_used_from text,
	UNIQUE (hash),
	PRIMARY KEY (id)
);

create table "topics" (
	id text not null,
	slug text not null,
	revision integer not null,
	content jsonb not null,
	UNIQUE (slug),
	PRIMARY KEY (id)
);

create table "twoFactor" (
	id text not null,
	"userId" text not null,
	secret text not null,
	"backupCodes" text not null,
	verified boolean not null default true,
	"failedVerificationCount" integer not null default 0,
	"lockedUntil" timestamp(3) with time zone,
	PRIMARY KEY (id),
	FOREIGN KEY ("userId") REFERENCES "user"(id) ON DELETE CASCADE
);
CREATE INDEX two_factor_user ON "twoFactor" USING btree ("userId");

create table "user" (
	id text not null,
	name text not null,
	email text not null,
	"emailVerified" boolean not null default false,
	image text,
	role text not null default 'contributor'::text,
	disabled boolean not null default false,
	"createdAt" timestamp(3) with time zone not null default clock_timestamp(),
	"updatedAt" timestamp(3) with time zone not null default clock_timestamp(),
	"twoFactorEnabled" boolean not null default false,
	second_factor_required boolean not null default false,
	removed_at timestamp(3) with time zone,
	UNIQUE (email),
	PRIMARY KEY (id)
);

create table "verification" (
	id text not null,
	identifier text not null,
	value text not null,
	"expiresAt" timestamp(3) with time zone not null,
	"createdAt" timestamp(3) with time zone default clock_timestamp(),
	"updatedAt" timestamp(3) with time zone default clock_timestamp(),
	PRIMARY KEY (id)
);

create table "webhook_letters" (
	webhook_id text not null,
	"position" bigint not null,
	type text not null,
	state text not null,
	due_at timestamp(3) with time zone not null default clock_timestamp(),
	attempts integer not null default 0,
	problem text,
	at timestamp(3) with time zone not null default clock_timestamp(),
	PRIMARY KEY (webhook_id, "position"),
	FOREIGN KEY (webhook_id) REFERENCES webhooks(id) ON DELETE CASCADE,
	CHECK ((state = ANY (ARRAY['dead'::text, 'replay'::text])))
);
CREATE INDEX webhook_letters_due ON webhook_letters USING btree (due_at) WHERE (state = 'replay'::text);

create table "webhook_tries" (
	id bigint not null generated always as identity,
	webhook_id text not null,
	"position" bigint not null,
	type text not null,
	kind text not null,
	attempt integer not null,
	at timestamp(3) with time zone not null default clock_timestamp(),
	milliseconds integer not null,
	outcome text not null,
	status integer,
	problem text,
	answer text not null default ''::text,
	PRIMARY KEY (id),
	FOREIGN KEY (webhook_id) REFERENCES webhooks(id) ON DELETE CASCADE,
	CHECK ((kind = ANY (ARRAY['event'::text, 'replay'::text, 'test'::text]))),
	CHECK ((outcome = ANY (ARRAY['done'::text, 'again'::text, 'dead'::text])))
);
CREATE INDEX webhook_tries_at ON webhook_tries USING btree (at);
CREATE INDEX webhook_tries_webhook ON webhook_tries USING btree (webhook_id, id DESC);

create table "webhooks" (
	id text not null,
	name text not null,
	address text not null,
	types text[] not null,
	channels text[] not null,
	secret text not null,
	old_secret text,
	old_until timestamp(3) with time zone,
	state text not null default 'active'::text,
	state_at timestamp(3) with time zone not null default clock_timestamp(),
	"position" bigint not null,
	failures integer not null default 0,
	failing_since timestamp(3) with time zone,
	next_at timestamp(3) with time zone not null default clock_timestamp(),
	taken_by text,
	taken_until timestamp(3) with time zone,
	created_by text,
	created_at timestamp(3) with time zone not null default clock_timestamp(),
	PRIMARY KEY (id),
	CHECK ((state = ANY (ARRAY['active'::text, 'paused'::text, 'gone'::text, 'failing'::text])))
);
CREATE INDEX webhooks_due ON webhooks USING btree (next_at) WHERE (state = 'active'::text);

create table "wire_items" (
	wire_id text not null,
	guid text not null,
	hash text not null,
	link text,
	title text not null,
	story_id text,
	post_id text,
	key_development_id text,
	state text not null,
	version integer not null default 1,
	note text,
	first_at timestamp(3) with time zone not null default clock_timestamp(),
	last_at timestamp(3) with time zone not null default clock_timestamp(),
	PRIMARY KEY (wire_id, guid),
	FOREIGN KEY (wire_id) REFERENCES wires(id) ON DELETE CASCADE,
	CHECK ((state = ANY (ARRAY['filed'::text, 'seen'::text, 'killed'::text, 'refused'::text])))
);
CREATE INDEX wire_items_last ON wire_items USING btree (wire_id, last_at DESC);
CREATE INDEX wire_items_link ON wire_items USING btree (wire_id, link) WHERE (link IS NOT NULL);
CREATE INDEX wire_items_story ON wire_items USING btree (story_id) WHERE (story_id IS NOT NULL);

create table "wires" (
	id text not null,
	name text not null,
	kind text not null,
	address text,
	credentials text,
	target text,
	direct boolean not null default false,
	credit boolean not null default true,
	state text not null default 'active'::text,
	every_seconds integer not null default 120,
	etag text,
	last_modified text,
	channel text,
	cursor jsonb,
	format text,
	secret_hash text,
	begun boolean not null default false,
	next_at timestamp(3) with time zone not null default clock_timestamp(),
	taken_by text,
	taken_until timestamp(3) with time zone,
	asked_at timestamp(3) with time zone,
	answered_at timestamp(3) with time zone,
	asked integer not null default 0,
	unchanged integer not null default 0,
	doubles integer not null default 0,
	failures integer not null default 0,
	problem text,
	created_by text,
	created_at timestamp(3) with time zone not null default clock_timestamp(),
	UNIQUE (secret_hash),
	PRIMARY KEY (id),
	CHECK ((kind = ANY (ARRAY['feed'::text, 'dateline'::text, 'inbound'::text]))),
	CHECK ((state = ANY (ARRAY['active'::text, 'paused'::text])))
);
CREATE INDEX wires_due ON wires USING btree (next_at) WHERE ((state = 'active'::text) AND (kind <> 'inbound'::text));
