import type { PostView } from "@dateline/shared/model";
import type { StoreChange } from "../../live/index.ts";
import { api } from "../desk/api.ts";
import type { Desk } from "../desk/desk.ts";
import { firstWords } from "../desk/kept-lines.ts";
import { markChanges } from "./mark-changes.ts";
import { readPictures } from "./older-posts.ts";
import { rowOfRecord, type StreamRow } from "./stream-rows.ts";

/** An edit that was begun and left: its words are kept. */
export interface BegunEdit {
	at: Date;
	words: string;
}

/** Changed words stay marked for this long. Milliseconds. */
const markTime = 60_000;

/**
 * What the stream of a story knows beyond what readers have: posts that were withdrawn, words that changed a moment
 * ago, edits that were begun, long texts that were fetched, and which posts came while one looked elsewhere.
 */
export class StreamMemory {
	/** Withdrawn posts as they last stood, by id. */
	readonly withdrawn = new Map<string, StreamRow>();
	/** Of posts that were edited just now: their text with the changes marked, and its words before. */
	readonly marks = new Map<
		string,
		{ html: string | null; headline: string | null; timer: ReturnType<typeof setTimeout> }
	>();
	/** Texts that were too long for their event, by address; null while they are on their way. */
	private readonly bodies = new Map<string, string | null>();
	begun: ReadonlyMap<string, BegunEdit> = new Map();
	private readonly desk: Desk;
	private readonly storyId: string;
	private readonly tell: () => void;

	constructor(desk: Desk, storyId: string, tell: () => void) {
		this.desk = desk;
		this.storyId = storyId;
		this.tell = tell;
	}

	/** Begins to watch; the answer ends it. */
	start(): () => void {
		const unwatch = this.desk.readers.observe((changes) => this.note(changes));
		void this.readWithdrawn();
		void this.readBegun();
		return () => {
			unwatch();
			for (const { timer } of this.marks.values()) clearTimeout(timer);
			this.marks.clear();
		};
	}

	async readWithdrawn(): Promise<void> {
		try {
			const { items } = await api.posts(this.storyId, { status: "withdrawn", limit: 30 });
			const seen = new Set(items.filter(({ mergedInto }) => mergedInto === null).map(({ id }) => id));
			for (const post of items) {
				// The words of a merged post stand in another one.
				if (post.mergedInto !== null) continue;
				const row = rowOfRecord(post, await readPictures(this.desk, post));
				// One that readers never had was put away and not taken from anybody.
				if (row && post.publishedAt !== null && !this.withdrawn.has(post.id))
					this.withdrawn.set(post.id, { ...row, state: "withdrawn", withdrawnAt: post.withdrawnAt });
			}
			for (const [id, row] of this.withdrawn) if (!seen.has(id) && row.withdrawnAt !== null) this.withdrawn.delete(id);
			this.tell();
		} catch {
			// No connection: those that were withdrawn here are known anyway.
		}
	}

	async readBegun(): Promise<void> {
		const pieces = await this.desk.keeper.listEverywhere();
		this.begun = new Map(
			pieces.flatMap(({ subject, content, at }) =>
				subject.startsWith("post:")
					? [[subject.slice("post:".length), { at, words: firstWords(content) }] as const]
					: [],
			),
		);
		this.tell();
	}

	private note(changes: readonly StoreChange[]) {
		for (const { channel, before, after, event } of changes) {
			if (channel !== `story:${this.storyId}` || before?.kind !== "story" || after?.kind !== "story" || !event?.post)
				continue;
			const { id } = event.post;
			const was = before.posts.find((post) => post.id === id);
			const now = after.posts.find((post) => post.id === id);
			if (event.type === "post.withdrawn" && was) {
				const row = this.withdrawn.get(id);
				if (this.wentElsewhere(id)) continue;
				// Somebody may have moved or merged it: the record knows.
				if (!row) void this.readWithdrawn();
				this.withdrawn.set(id, {
					...rowOfView(was),
					state: "withdrawn",
					withdrawnAt: event.at,
					delivery: row?.delivery ?? null,
				});
			} else if (now) this.withdrawn.delete(id);
			if (event.type === "post.updated" && was && now) this.mark(was, now);
		}
	}

	/** Whether it left this story, or this post, by a move or a merger that was handed in here. */
	private wentElsewhere(postId: string): boolean {
		return this.desk.outbox.list(this.storyId).some(({ type, body }) => {
			const postIds = (body as { postIds?: unknown } | undefined)?.postIds;
			return (type === "post.move" || type === "post.merge") && Array.isArray(postIds) && postIds.includes(postId);
		});
	}

	private mark(was: PostView, now: PostView) {
		const html = was.html !== null && now.html !== null ? markChanges(was.html, now.html) : null;
		const headline = was.headline !== now.headline ? was.headline : null;
		if (html === null && headline === null) return;
		clearTimeout(this.marks.get(now.id)?.timer);
		const timer = setTimeout(() => {
			this.marks.delete(now.id);
			this.tell();
		}, markTime);
		this.marks.set(now.id, { html, headline, timer });
	}

	/** The text of a post, fetched when it is long; a few words while it is on its way. */
	readonly textOf = (post: PostView): string | null => {
		const { html, bodyUrl } = post;
		if (html !== null || bodyUrl === null) return html ?? "";
		if (!this.bodies.has(bodyUrl)) void this.fetchBody(bodyUrl);
		return this.bodies.get(bodyUrl) ?? null;
	};

	private async fetchBody(address: string): Promise<void> {
		this.bodies.set(address, null);
		try {
			const answer = await fetch(address);
			if (!answer.ok) throw new Error(`status ${answer.status}`);
			this.bodies.set(address, await answer.text());
			this.tell();
		} catch {
			// Asked again when the stream is drawn next.
			setTimeout(() => this.bodies.delete(address), 5000);
		}
	}
}

/** A post that readers had, as a line. */
const rowOfView = (post: PostView): StreamRow => ({
	...{ key: post.id, postId: post.id, state: "live", at: post.publishedAt, headline: post.headline },
	...{ html: post.html ?? "", post, delivery: null, place: -1, withdrawnAt: null },
});
