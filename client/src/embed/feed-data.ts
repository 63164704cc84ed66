import type { ChannelState } from "@dateline/shared/model";
import type { PartnerTheme } from "@dateline/shared/protocol";

/** What an embed shows of. */
export const feedKinds = ["story", "section", "topic", "author", "feed"] as const;
export type FeedKind = (typeof feedKinds)[number];

/** The forms of an embed. */
export const feedForms = ["compact", "list", "ticker", "key-developments"] as const;
export type FeedForm = (typeof feedForms)[number];

/**
 * `GET /embed/state/<kind>/<id>`: what an embed begins with. The state is the channel's at `position`, its texts cut to
 * what an embed shows of them; `post` alone of an embed of one post.
 */
export interface FeedData {
	v: 1;
	channel: string;
	epoch: string;
	position: number;
	state: ChannelState;
	site: { name: string; language: string; timeZone: string };
	/** The theme of the partner that asks; null on our own pages. */
	theme: PartnerTheme | null;
}

/** The form that an attribute or a parameter names; `key` is the short word for the last of them. */
export function formOf(text: string | null | undefined): FeedForm {
	if (text === "key") return "key-developments";
	return feedForms.find((form) => form === text) ?? "compact";
}

/** The path of a channel under `/embed/`; null for what can't be embedded. */
export function pathOf(channel: string): string | null {
	if (channel === "feed") return channel;
	const [, kind, id] = /^(story|section|topic|author):([0-9b-df-hjkmnp-tv-z]{14})$/.exec(channel) ?? [];
	return kind === undefined ? null : `${kind}/${id}`;
}
