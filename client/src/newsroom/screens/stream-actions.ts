import type { EditorStory } from "@dateline/shared/protocol";
import type { Desk } from "../desk/desk.ts";
import type { KeyDevelopments } from "../parts/key-developments.ts";
import type { RowActions } from "./post-actions.ts";
import type { PostComposer } from "./post-composer.ts";
import { plain } from "./post-row.ts";
import { postWorkSchema, sumUp } from "./post-work.ts";
import type { StreamMemory } from "./stream-memory.ts";
import type { StreamRow } from "./stream-rows.ts";

/** The desk as far as the actions move it. */
export interface StreamHost {
	readonly desk: Desk;
	readonly story: EditorStory;
	readonly memory: StreamMemory;
	readonly composer: PostComposer | null;
	readonly lines: KeyDevelopments | null;
	/** The key of the row that is edited; `correcting` opens its correction. */
	edit(key: string | null, correcting?: boolean): void;
	choose(key: string): void;
	/** The key of the row whose time, or whose reason to be withdrawn, is asked for. */
	ask(what: "time" | "reason", key: string | null): void;
	select(key: string): void;
	openSheet(key: string): void;
	/** Says what was done where nothing else shows it. */
	say(what: "copied" | "not-copied"): void;
}

/** What one can do with the lines of a story's stream: each is a write that goes by the outbox, or moves the desk. */
export function createStreamActions(host: StreamHost): RowActions {
	const send = (
		row: StreamRow,
		type: string,
		method: "POST" | "PATCH" | "DELETE",
		path: string,
		{ body, about = {} }: { body?: unknown; about?: Record<string, unknown> } = {},
	) =>
		host.desk.outbox.send({
			...{
				lane: host.story.id,
				type,
				method,
				path: `/api/v1/stories/${host.story.id}/posts/${row.postId}${path}`,
				body,
			},
			about: { postId: row.postId, headline: row.headline, text: plain(row.html).slice(0, 120), ...about },
		});
	const patch = (row: StreamRow, part: object) =>
		send(row, "post.update", "PATCH", "", { body: { ...part, significant: false } });

	const actions: RowActions = {
		edit(row) {
			// Somebody else has it open: the line on the post says who, and offers to ask or to take over.
			const lease = host.desk.together.lease(`post:${row.postId}`);
			if (lease.kind === "theirs" && !lease.free) return host.choose(row.key);
			// Words that were not taken are what one goes on with.
			const work = row.delivery?.state === "refused" ? postWorkSchema.safeParse(row.delivery.about).data : undefined;
			if (work && row.delivery) {
				host.desk.keeper.keep(`post:${row.postId}`, work);
				host.desk.outbox.dismiss(row.delivery.id);
			}
			host.choose(row.key);
			host.edit(row.key);
		},
		correct(row) {
			host.choose(row.key);
			host.edit(row.key, true);
		},
		toggleKey: (row) => patch(row, { key: !row.post?.key }),
		togglePin: (row) => patch(row, { pinned: row.post?.pinned === null || row.post === null ? true : null }),
		develop(row) {
			if (row.headline !== "") host.lines?.add(row.headline, row.postId);
			else host.lines?.begin(sumUp("", plain(row.html)), row.postId);
		},
		askTime: (row) => host.ask("time", row.key),
		setTime(row, at) {
			host.ask("time", null);
			if (at !== null && at !== row.at) patch(row, { publishedAt: at });
			host.choose(row.key);
		},
		history: (row) => host.desk.go(`/newsroom/story/${host.story.id}/history/${row.postId}`),
		select: (row) => host.select(row.key),
		breakOut(row) {
			const { settled } = send(row, "post.break_out", "POST", "/break-out", { body: {} });
			void settled.then(({ answer }) => {
				const id = (answer as { story?: { id?: string } } | null)?.story?.id;
				if (id) host.desk.go(`/newsroom/story/${id}/text`);
			});
		},
		copyLink(row) {
			const address = `${location.origin}/live/${host.story.slug}/post/${row.postId}`;
			navigator.clipboard.writeText(address).then(
				() => host.say("copied"),
				() => host.say("not-copied"),
			);
		},
		withdraw(row, reason, shown = false) {
			if (row.postId === null) return;
			host.memory.withdrawn.set(row.key, { ...row, state: "withdrawn", withdrawnAt: null });
			if (reason)
				send(row, "post.withdraw", "POST", "/withdraw", {
					body: { reason, ...(shown && { reasonShown: true }) },
					about: { reason },
				});
			else send(row, "post.withdraw", "DELETE", "");
		},
		askReason: (row) => host.ask("reason", row.key),
		giveReason(row, reason, shown) {
			host.ask("reason", null);
			if (reason !== null) actions.withdraw(row, reason, shown);
			host.choose(row.key);
		},
		restore(row) {
			send(row, "post.restore", "POST", "/restore");
			host.memory.withdrawn.delete(row.key);
		},
		editQueued(row) {
			const { delivery } = row;
			if (delivery === null || (delivery.state !== "refused" && !host.desk.outbox.hold(delivery.id))) return;
			host.choose(row.key);
			host.edit(row.key);
		},
		takeOut(row) {
			const { delivery } = row;
			if (delivery === null) return;
			const work = postWorkSchema.safeParse(delivery.about).data;
			if (delivery.type === "post.update") {
				// Readers keep what they have; what was changed is kept as an edit that was begun.
				if (work) host.desk.keeper.keep(`post:${row.postId}`, work);
				host.desk.outbox.dismiss(delivery.id);
				void host.memory.readBegun();
			} else if (work && host.composer?.put(work)) {
				host.desk.outbox.dismiss(delivery.id);
				host.composer.focus();
			} else if (host.desk.outbox.hold(delivery.id)) {
				// The composer holds something else: it becomes a draft.
				const body = { ...(delivery.body as object), status: "draft" };
				host.desk.outbox.amend(delivery.id, { body, about: delivery.about, type: "post.keep" });
				host.desk.outbox.release(delivery.id);
			}
		},
		keepAsDraft({ delivery }) {
			if (delivery === null) return;
			host.desk.outbox.dismiss(delivery.id);
			const { lane, method, path, about, body } = delivery;
			host.desk.outbox.send({
				lane,
				type: "post.keep",
				method,
				path,
				about,
				body: { ...(body as object), status: "draft" },
			});
		},
		sendAgain({ delivery }) {
			if (delivery === null) return;
			host.desk.outbox.dismiss(delivery.id);
			const { lane, type, method, path, about, body, stampLate } = delivery;
			host.desk.outbox.send({ lane, type, method, path, about, body, stampLate });
		},
		forgetBegun(row) {
			void host.desk.keeper.forget(`post:${row.postId}`).then(() => host.memory.readBegun());
		},
		dismiss: (row) => row.delivery && host.desk.outbox.dismiss(row.delivery.id),
		openSheet: (row) => host.openSheet(row.key),
	};
	return actions;
}
