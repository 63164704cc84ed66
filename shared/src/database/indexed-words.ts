import { sql } from "kysely";

/**
 * What the indexes of words are made of, exactly as in migration 0006: PostgreSQL uses an index only for the very same
 * expression.
 */
export const indexedWords = {
	stories: sql.raw(
		`to_tsvector('simple', coalesce(content ->> 'headline', '') || ' ' || coalesce(draft ->> 'headline', '') || ' ' || coalesce(content ->> 'standfirst', draft ->> 'standfirst', '') || ' ' || left(html, 100000))`,
	),
	posts: sql.raw(
		`to_tsvector('simple', coalesce(content ->> 'headline', '') || ' ' || coalesce(draft ->> 'headline', '') || ' ' || left(coalesce(draft ->> 'body', ''), 50000) || ' ' || left(html, 50000))`,
	),
	media: sql.raw(
		`to_tsvector('simple', coalesce(content ->> 'caption', '') || ' ' || coalesce(content ->> 'alt', '') || ' ' || coalesce(content ->> 'credit', ''))`,
	),
	audit: sql.raw(
		`to_tsvector('simple', actor_name || ' ' || translate(action, '._', '  ') || ' ' || coalesce(subject, '') || ' ' || coalesce(address, ''))`,
	),
} as const;
