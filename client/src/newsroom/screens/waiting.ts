import type { EditorMedia, SubmissionLine } from "@dateline/shared/protocol";
import { msg, str } from "@lit/localize";
import { html, nothing, type PropertyValues } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { life, readAll } from "../desk/life.ts";
import { sentenceOf } from "../desk/request.ts";
import { sayRefusal } from "../desk/server-words.ts";
import type { RichText } from "../editor/rich-text.ts";
import { DeskElement } from "../parts/desk-element.ts";
import { commandEnter, letterOf } from "../parts/keys.ts";
import { plural } from "../parts/plural.ts";
import { picturesOf } from "./story-work.ts";
import { submissionWord } from "./submission-row.ts";
import { waitingOpen } from "./waiting-open.ts";
import {
	brings,
	editOf,
	type Piece,
	type PieceWork,
	pieceChanges,
	pieceWorkSchema,
	readPiece,
	stillBack,
	subjectOf,
	workOf,
} from "./waiting-piece.ts";

export type WaitingShow = "filed" | "changed" | "readers";
const shows: readonly WaitingShow[] = ["filed", "changed", "readers"];

type View = "all" | "new" | "changes" | "back";

/** How often the open piece is looked at again, in milliseconds. */
const lookEvery = 3000;

/** Contributions, oldest first: read, written on, published as they were read, or sent back with a note. */
export class WaitingScreen extends DeskElement {
	static override properties = {
		submissionId: { attribute: false },
		view: { state: true },
		lines: { state: true },
		back: { state: true },
		piece: { state: true },
		work: { state: true },
		show: { state: true },
		newer: { state: true },
		said: { state: true },
		problem: { state: true },
		busy: { state: true },
		pictures: { state: true },
		pane: { state: true },
		asking: { state: true },
	};
	/** The one that is open; null: the oldest. */
	declare submissionId: string | null;
	declare view: View;
	declare lines: readonly SubmissionLine[] | null;
	/** Sent back, newest first. */
	declare back: readonly SubmissionLine[];
	declare piece: Piece | null;
	declare work: PieceWork | null;
	declare show: WaitingShow;
	/** Its author has changed it while it was written on here. */
	declare newer: Piece | null;
	declare said: string;
	declare problem: string;
	declare busy: boolean;
	declare pictures: ReadonlyMap<string, EditorMedia>;
	declare pane: "list" | "open";
	/** Whether the note to its author is open. */
	declare asking: boolean;
	/** Counts what was opened, so that an older answer is known by its number. */
	private opening = 0;
	private timer: ReturnType<typeof setTimeout> | undefined;
	private looking: ReturnType<typeof setInterval> | undefined;
	private leave = () => undefined as unknown;

	constructor() {
		super();
		this.submissionId = null;
		this.view = "all";
		this.lines = null;
		this.back = [];
		this.piece = null;
		this.work = null;
		this.show = "changed";
		this.newer = null;
		this.said = "";
		this.problem = "";
		this.busy = false;
		this.pictures = new Map();
		this.pane = "list";
		this.asking = false;
	}

	override connectedCallback() {
		if (!this.hasUpdated) {
			this.watch(() => this.desk.pending.observe(() => this.loadSoon()));
			this.watch(this.desk.library.observe);
			this.watch(this.desk.together.observe);
		}
		super.connectedCallback();
		document.addEventListener("keydown", this.onKey);
		if (this.submissionId !== null) this.pane = "open";
		this.looking = setInterval(() => void this.lookAgain(), lookEvery);
		void this.load();
	}

	override disconnectedCallback() {
		super.disconnectedCallback();
		document.removeEventListener("keydown", this.onKey);
		clearTimeout(this.timer);
		clearInterval(this.looking);
		this.leave();
	}

	protected override willUpdate(changed: PropertyValues<this>) {
		if (this.hasUpdated && changed.has("submissionId") && this.submissionId !== null) {
			this.pane = "open";
			void this.openPiece(this.submissionId);
		}
	}

	private loadSoon() {
		clearTimeout(this.timer);
		this.timer = setTimeout(() => void this.load(), 300);
	}

	/** Looks whether the open piece still says the same: its author may write on, and of that nobody is told. */
	private async lookAgain() {
		const { piece } = this;
		if (piece === null || piece.line.state !== "waiting" || this.busy || document.visibilityState !== "visible") return;
		const now = await life.submission(piece.line.id).catch(() => null);
		if (now && (now.version !== (this.newer ?? piece).version || now.state !== "waiting")) await this.load();
	}

	private async load() {
		try {
			const [waiting, refused] = await Promise.all([
				readAll((after) => life.submissions("waiting", after)),
				life.submissions("refused").then(({ items }) => items),
			]);
			this.lines = [...waiting].sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
			this.back = await stillBack(
				refused.filter(({ refusal }) => refusal?.code === "sent_back"),
				waiting,
			);
			this.problem = "";
			const open = this.piece && waiting.find(({ id }) => id === this.piece?.line.id);
			if (open && open.version !== this.piece?.version && !this.busy) await this.openPiece(open.id);
			// Somebody else has decided on it.
			else if (this.piece?.line.state === "waiting" && !open && !this.busy) await this.openPiece(this.piece.line.id);
			else if (this.piece === null && !this.busy) {
				const first = this.submissionId ?? this.rows()[0]?.id;
				if (first !== undefined) await this.openPiece(first);
			}
		} catch (error) {
			this.problem = sentenceOf(error);
		}
	}

	/** The lines of the chosen view, oldest first. */
	rows(view = this.view): readonly SubmissionLine[] {
		const lines = this.lines ?? [];
		const isNew = ({ type }: SubmissionLine) => type === "post.add" || type === "story.publish";
		switch (view) {
			case "all":
				return lines;
			case "new":
				return lines.filter(isNew);
			case "changes":
				return lines.filter((line) => !isNew(line));
			case "back":
				return this.back;
		}
	}

	/** What one's own words on a contribution are kept under. */
	get subject(): string {
		return `new-post:${this.piece?.line.id ?? ""}`;
	}

	/** Whether the open one is this account's to let through or to send back. */
	get decides(): boolean {
		return this.piece?.line.mayDecide ?? this.desk.publishes;
	}

	get changes() {
		return this.piece === null || this.work === null ? {} : pieceChanges(this.piece, this.work);
	}

	/** Opens a piece. Of several that are asked for at once only the last comes in, so none is put upon words written since. */
	private async openPiece(id: string) {
		const turn = ++this.opening;
		try {
			const piece = await readPiece({ id });
			const isOpen = this.piece?.line.id === id;
			const kept = isOpen ? null : pieceWorkSchema.safeParse(await this.desk.keeper.read(`new-post:${id}`)).data;
			if (turn !== this.opening) return;
			const isWritten = isOpen && Object.keys(this.changes).length > 0;
			if (isWritten && piece.version !== this.piece?.version) this.newer = piece;
			else this.take(piece, isWritten ? this.work : (kept ?? null));
		} catch (error) {
			if (turn === this.opening) this.problem = sentenceOf(error);
		}
	}

	/** Lets the others see who has it open. */
	private enter(piece: Piece) {
		this.leave();
		const { together } = this.desk;
		if (piece.story === null) return;
		const leave = together.enter(piece.story.id);
		together.doing({ kind: "waiting", subject: subjectOf(piece) });
		this.leave = () => {
			together.doing({ kind: "reading", subject: null });
			leave();
			this.leave = () => undefined;
		};
	}

	/** Names of the others who have the same piece open. */
	get alsoHere(): string[] {
		const { piece } = this;
		if (piece?.story === null || piece === null) return [];
		const subject = subjectOf(piece);
		return this.desk.together
			.people(piece.story.id)
			.filter(({ id, doing }) => id !== this.desk.user.id && doing.kind === "waiting" && doing.subject === subject)
			.map(({ name }) => name);
	}

	/** Shows a piece, with what was written on it before. */
	take(piece: Piece, work: PieceWork | null = null) {
		const other = this.piece?.line.id !== piece.line.id;
		this.opening++;
		this.piece = piece;
		if (other) this.enter(piece);
		this.newer = null;
		if (other) {
			this.asking = false;
			this.said = "";
			this.show = piece.hasText && piece.line.state === "waiting" ? "changed" : "filed";
		}
		this.put(work ?? workOf(piece));
		void this.readPictures();
	}

	private put(work: PieceWork) {
		this.work = work;
		void this.updateComplete.then(() => {
			const text = this.querySelector<RichText>("rich-text");
			if (text) text.document = work.body;
		});
	}

	private async readPictures() {
		const ids = this.work === null ? [] : picturesOf(this.work.body);
		const lead = this.piece?.filed["lead"];
		const all = [...ids, ...(typeof lead === "string" ? [lead] : [])];
		const read = await Promise.all(all.map((id) => this.desk.library.media(id).catch(() => null)));
		this.pictures = new Map(read.flatMap((one) => (one ? [[one.id, one] as const] : [])));
	}

	write(part: Partial<PieceWork>) {
		if (this.work === null) return;
		this.work = { ...this.work, ...part };
		this.said = "";
		this.desk.keeper.keep(this.subject, this.work);
	}

	choose(show: WaitingShow) {
		this.show = show;
		if (show === "changed" && this.work) this.put(this.work);
		if (show === "readers") void this.readPictures();
	}

	/** Hands in what was written on it; answers the version that waits now, or null when it can't go on. */
	private async handInChanges(piece: Piece): Promise<string | null> {
		const { changes, desk } = this;
		if (Object.keys(changes).length === 0) return piece.version;
		const { method, path, body } = editOf(piece, changes);
		const { settled } = desk.outbox.send({
			...{ lane: `submission:${piece.line.id}`, type: "submission.edit", method, path, body, about: { ...this.work } },
		});
		const { delivery } = await settled;
		if (delivery.state === "refused") {
			this.said = sayRefusal(delivery.refusal) ?? "";
			desk.outbox.dismiss(delivery.id);
			return null;
		}
		const detail = await life.submission(piece.line.id);
		if (brings(detail, changes)) return detail.version;
		this.newer = await readPiece(piece.line);
		return null;
	}

	/** Lets exactly these words through, with what was changed of them, and opens the next one. */
	async publish() {
		const { piece, desk } = this;
		if (piece === null || this.busy || piece.line.state !== "waiting" || this.newer !== null) return;
		this.busy = true;
		this.said = "";
		try {
			const version = await this.handInChanges(piece);
			if (version === null) return;
			if (!this.decides) {
				await desk.keeper.forget(this.subject);
				this.take(await readPiece(piece.line));
				this.said = msg("Saved. It waits for an editor.");
				return;
			}
			await this.finish(piece, "approve", { version });
		} catch (error) {
			this.said = sentenceOf(error);
		} finally {
			this.busy = false;
			void this.load();
		}
	}

	/** Gives it back to its author as a draft, with what is to be done. */
	async sendBack(note: string) {
		const { piece } = this;
		if (piece === null || this.busy || note.trim() === "") return;
		this.busy = true;
		try {
			const version = await this.handInChanges(piece);
			if (version !== null) await this.finish(piece, "send-back", { note: note.trim(), version });
		} catch (error) {
			this.said = sentenceOf(error);
		} finally {
			this.busy = false;
			void this.load();
		}
	}

	/** Its author takes it back. */
	async cancel() {
		const { piece } = this;
		if (piece === null || this.busy) return;
		this.busy = true;
		await this.finish(piece, "cancel", {});
		this.busy = false;
		void this.load();
	}

	private async finish(piece: Piece, verb: "approve" | "send-back" | "cancel", body: object) {
		const { desk } = this;
		const { settled } = desk.outbox.send({
			...{ lane: `submission:${piece.line.id}`, type: `submission.${verb}`, method: "POST", body },
			...{ path: `/api/v1/submissions/${piece.line.id}/${verb}`, about: { text: this.work?.headline ?? "" } },
		});
		const { delivery } = await settled;
		// A piece that was sent back is refused for its author, and done for whoever sent it.
		if (delivery.state === "refused" && delivery.refusal?.code !== ("sent_back" as string)) {
			this.said = sayRefusal(delivery.refusal) ?? "";
			desk.outbox.dismiss(delivery.id);
			if (delivery.refusal?.code === "revision_mismatch") this.newer = await readPiece(piece.line);
			return;
		}
		desk.outbox.dismiss(delivery.id);
		await desk.keeper.forget(this.subject);
		const rows = this.rows();
		const at = rows.findIndex(({ id }) => id === piece.line.id);
		const next = rows[at + 1] ?? rows[at - 1];
		this.lines = (this.lines ?? []).filter(({ id }) => id !== piece.line.id);
		this.opening++;
		this.piece = null;
		this.work = null;
		void desk.pending.refresh();
		desk.go(next ? `/newsroom/waiting/${next.id}` : "/newsroom/waiting");
		if (!next) this.pane = "list";
	}

	private readonly onKey = (event: KeyboardEvent) => {
		if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
			event.preventDefault();
			void this.publish();
			return;
		}
		const letter = letterOf(event);
		if (letter === "j" || letter === "k") this.step(letter === "j" ? 1 : -1);
		else if (letter === "b") this.ask();
		else if (letter === "1" || letter === "2" || letter === "3") this.choose(shows[Number(letter) - 1] ?? "filed");
		else return;
		event.preventDefault();
	};

	private step(by: 1 | -1) {
		const rows = this.rows();
		const at = rows.findIndex(({ id }) => id === this.piece?.line.id);
		const next = rows[Math.max(0, Math.min(rows.length - 1, at + by))];
		if (next) this.desk.go(`/newsroom/waiting/${next.id}`);
		void this.updateComplete.then(() => this.querySelector(".qrow.is-sel")?.scrollIntoView({ block: "nearest" }));
	}

	/** Opens the note to its author. */
	ask() {
		if (this.piece?.line.state !== "waiting" || !this.decides) return;
		this.asking = true;
		void this.updateComplete.then(() => this.querySelector<HTMLTextAreaElement>("#sb")?.focus());
	}

	protected override render() {
		const waiting = this.lines ?? [];
		const oldest = waiting[0];
		const open = this.pane === "open";
		return html`<main id="main" class="page wired split waiting ${open ? "is-open" : "is-list"}">
			<header class="page-head"><h1>${msg("Waiting")}</h1>
				<span class="dim of">${oldest ? plural(waiting.length, msg(str`${waiting.length} [piece|pieces], the oldest from ${this.desk.times.moment(oldest.createdAt)}`)) : ""}</span></header>
			${this.renderViews()}
			<div class="rows queue" tabindex="0" role="region" aria-label=${msg("Contributions waiting")}>${this.renderQueue()}</div>
			<div class="stream" tabindex="0" role="region" aria-label=${msg("Open contribution")}>
				${this.problem ? html`<p class="offline" role="status">${this.problem}</p>` : nothing}
				${this.piece === null ? nothing : waitingOpen(this)}</div>
			${this.renderPress()}
			<div class="keys" aria-hidden="true"><span><kbd>J</kbd><kbd>K</kbd> ${msg("move")}</span><span><kbd>${commandEnter}</kbd> ${msg("publish, and the next")}</span>
				<span><kbd>B</kbd> ${msg("send back")}</span><span><kbd>1</kbd>–<kbd>3</kbd> ${msg("filed, changed, readers")}</span><span class="end"><kbd>?</kbd> ${msg("every key")}</span></div>
		</main>`;
	}

	private renderViews() {
		const words: Record<View, string> = {
			all: msg("All"),
			new: msg("New"),
			changes: msg("Changes to what is live"),
			back: msg("Sent back"),
		};
		return html`<div class="views" role="group" aria-label=${msg("Waiting")}>
			<button type="button" class="phone-only" aria-current=${this.pane === "list" ? "true" : nothing} @click=${() => {
				this.pane = "list";
			}}>${msg("List")} <span class="n new">${this.lines?.length ?? ""}</span></button>
			<button type="button" class="phone-only" aria-current=${this.pane === "open" ? "true" : nothing} @click=${() => {
				this.pane = "open";
			}}>${msg("Open")}</button>
			${(Object.keys(words) as View[]).map(
				(view) =>
					html`<button type="button" class="desk-only" aria-current=${this.view === view ? "true" : nothing} @click=${() => {
						this.view = view;
					}}>${words[view]} <span class="n ${view === "all" && this.rows(view).length > 0 ? "new" : ""}">${this.lines === null ? "" : this.rows(view).length}</span></button>`,
			)}<span class="right dim desk-only">${msg("Oldest first")}</span></div>`;
	}

	private renderQueue() {
		if (this.lines === null) return html`<p class="sr" role="status">${msg("Reading what waits")}</p>`;
		const rows = this.view === "back" ? [] : this.rows();
		const back = this.view === "all" || this.view === "back" ? this.back : [];
		if (rows.length + back.length === 0)
			return html`<div class="empty"><p>${msg("No contributions wait.")}</p><p>${msg("They come here the second they are filed.")}</p></div>`;
		return html`${rows.length === 0 ? html`<div class="empty"><p>${msg("No contributions wait.")}</p><p>${msg("They come here the second they are filed.")}</p></div>` : nothing}
			<ul>${repeat(
				rows,
				({ id }) => id,
				(line) => this.renderLine(line, null),
			)}</ul>
			${back.length === 0 ? nothing : html`<h2><b>${msg("Sent back")}</b> ${msg("with them now")}</h2><ul>${back.map((line) => this.renderLine(line, sayRefusal(line.refusal)))}</ul>`}`;
	}

	private renderLine(line: SubmissionLine, note: string | null) {
		const { times } = this.desk;
		const chosen = line.id === this.piece?.line.id;
		return html`<li class="qrow ${chosen ? "is-sel" : ""} ${note === null ? "" : "is-back"}" data-submission=${line.id}>
			<time class="when num" datetime=${line.createdAt} title=${times.full(line.createdAt)}>${times.minute(line.createdAt)}</time>
			<a class="head" href="/newsroom/waiting/${line.id}" aria-current=${chosen ? "true" : nothing}>${line.about || msg("Without words")}
				<small>${note === null ? html`${line.actorName ?? msg("somebody")}, ${submissionWord(line.type).toLowerCase()}${line.storyHeadline && line.type !== "story.publish" ? html`, ${line.storyHeadline}` : nothing}` : html`${msg(str`To ${line.actorName ?? msg("somebody")}: “${note}”`)}`}</small></a></li>`;
	}

	private renderPress() {
		const { piece, work, desk } = this;
		if (piece === null || piece.line.state !== "waiting") return html`<div class="press none"></div>`;
		const changed = Object.keys(this.changes).length;
		const at = work?.publishedAt ?? null;
		const due = Date.parse(piece.line.dueAt) > Date.now() ? piece.line.dueAt : null;
		const head = !this.decides
			? msg("An editor publishes it.")
			: due !== null
				? msg(str`Goes out ${desk.times.moment(due)}.`)
				: at !== null
					? msg(str`Goes out as ${desk.times.moment(at)}.`)
					: msg("Goes out now.");
		const authors = (work?.authors ?? [])
			.map((id) => desk.library.authors.find((one) => one.id === id)?.name ?? "")
			.filter(Boolean);
		const rest =
			changed > 0
				? plural(changed, msg(str`With your changes in ${changed} [part|parts].`))
				: authors.length > 0
					? msg(str`Under the name of ${authors.join(", ")}.`)
					: msg("As it was filed.");
		return html`<form class="press" aria-label=${msg("Publish this contribution")} @submit=${(event: Event) => {
			event.preventDefault();
			void this.publish();
		}}>
			<p class="says" role="status">${this.said ? html`<b class=${this.said.startsWith(msg("Saved")) ? "" : "bad"}>${this.said}</b>` : html`<b>${head}</b>${rest}`}</p>
			${
				this.decides
					? html`<button type="button" class="btn back-btn" @click=${() => this.ask()}>${msg("Send back")} <kbd aria-hidden="true">B</kbd></button>`
					: html`<button type="button" class="btn back-btn" @click=${() => this.cancel()}>${msg("Take back")}</button>`
			}
			<button class="btn solid publish" ?disabled=${this.busy || this.newer !== null || (!this.decides && changed === 0)}>${this.decides ? msg("Publish") : msg("Save the changes")}<kbd aria-hidden="true">${commandEnter}</kbd></button>
		</form>`;
	}
}

customElements.define("waiting-screen", WaitingScreen);
