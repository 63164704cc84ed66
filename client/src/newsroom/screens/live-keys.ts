import type { EditorStory } from "@dateline/shared/protocol";
import type { Desk } from "../desk/desk.ts";
import { letterOf } from "../parts/keys.ts";
import { movesOf, undoMove } from "./moved-lines.ts";
import type { RowActions } from "./post-actions.ts";
import type { PostComposer } from "./post-composer.ts";
import type { StreamMemory } from "./stream-memory.ts";
import { isWithReaders, type StreamRow } from "./stream-rows.ts";

interface KeyedDesk {
	readonly desk: Desk;
	readonly story: EditorStory;
	readonly chosen: string | null;
	readonly composer: PostComposer | null;
	readonly memory: StreamMemory;
	readonly actions: RowActions;
	rows(): StreamRow[];
	move(rows: readonly StreamRow[], step: number): void;
}

/**
 * What a single letter does at a live story's desk: `C` leads to the composer from anywhere, the others act while the
 * stream has the keyboard. True when it did something.
 */
export function actOnLetter(event: KeyboardEvent, desk: KeyedDesk, { inStream }: { inStream: boolean }): boolean {
	const letter = letterOf(event);
	if (letter === "c") {
		desk.composer?.focus();
		return desk.composer !== null;
	}
	if (letter === null || !inStream) return false;
	const rows = desk.rows();
	if (letter === "j" || letter === "k") {
		desk.move(rows, letter === "j" ? 1 : -1);
		return true;
	}
	const row = rows.find(({ key }) => key === desk.chosen);
	if (letter === "u") return desk.desk.publishes && undo(desk, row);
	if (
		letter === "e" &&
		row &&
		(row.state === "queued" || row.state === "refused") &&
		row.delivery?.type === "post.add"
	) {
		desk.actions.editQueued(row);
		return true;
	}
	const { actions } = desk;
	// What takes a post from readers or elsewhere is an editor's.
	if (!desk.desk.publishes && (letter === "w" || letter === "x")) return false;
	const acts: Record<string, ((row: StreamRow) => void) | undefined> = {
		...{ e: actions.edit, m: actions.toggleKey, d: actions.develop, p: actions.togglePin, t: actions.askTime },
		...{ h: actions.history, x: actions.select, w: (one) => actions.withdraw(one) },
	};
	if (!row || !isWithReaders(row) || !acts[letter]) return false;
	if (letter === "w" && event.shiftKey) {
		actions.askReason(row);
		return true;
	}
	acts[letter](row);
	return true;
}

/** Takes back the withdrawal of the chosen post, else the last withdrawal, merger or move that was made. */
function undo(desk: KeyedDesk, row: StreamRow | undefined): boolean {
	const last = row?.state === "withdrawn" ? row : [...desk.memory.withdrawn.values()].at(-1);
	const move = movesOf(desk.desk, desk.story.id).findLast(({ delivery }) => delivery.state === "live");
	if (move && row?.state !== "withdrawn" && move.delivery.at > (last?.delivery?.at ?? 0)) {
		undoMove(desk.desk, desk.story.id, move);
		return true;
	}
	if (!last) return false;
	desk.actions.restore(last);
	return true;
}
