import type { MediaView } from "@dateline/shared/model";

/** A syndication feed before it is written in one of its three formats. All addresses are whole ones. */
export interface Feed {
	/** An IRI that no change of slug, name or host touches: see feed-ids.ts. */
	id: string;
	/** Where it stands, in this format. */
	self: string;
	/** The first page of it; the same as `self` on the first page. */
	first: string;
	/** The page after this one, or null. */
	next: string | null;
	/** The page of ours that shows the same. */
	home: string;
	hub: string;
	title: string;
	description: string;
	/** BCP 47. */
	language: string;
	publisher: { name: string; url: string; icon: string };
	/** The last change of anything in it, however small. */
	updated: string;
	/** Newest first. */
	entries: FeedEntry[];
	/** What was taken from readers: its entry's id and when. Newest first. */
	tombstones: { id: string; at: string }[];
	/** Nothing more will come: the coverage has ended. */
	expired: boolean;
	/** The subject was withdrawn: there is nothing in it but tombstones. */
	gone: boolean;
}

export interface FeedEntry {
	/** An IRI that never changes, and is the same in every feed. */
	id: string;
	/** What it is of, in our own words, for who also uses the API. */
	subject: { kind: "story" | "post" | "key_development"; id: string; revision: number };
	url: string;
	/** Plain text. */
	title: string;
	/** Plain text, perhaps empty. */
	summary: string;
	/** The whole text as HTML with whole addresses. */
	html: string;
	language: string;
	published: string;
	/** The last significant update, correction or restoration. */
	updated: string;
	/** The last change, however small. */
	edited: string;
	authors: { name: string; url: string; avatar: string | null }[];
	tags: string[];
	/** The lead picture, its address a whole one. */
	image: MediaView | null;
}

/** The formats, by the last part of their addresses. */
export const feedFiles = { "feed.xml": "rss", "atom.xml": "atom", "feed.json": "json" } as const;
export type FeedFile = keyof typeof feedFiles;
export type FeedFormat = (typeof feedFiles)[FeedFile];

/** The media type of each format, as it is named in links. */
export const feedTypes: Readonly<Record<FeedFormat, string>> = {
	rss: "application/rss+xml",
	atom: "application/atom+xml",
	json: "application/feed+json",
};
