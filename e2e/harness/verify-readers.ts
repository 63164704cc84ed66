import type { ChannelState } from "@dateline/shared/model";
import { compareStates } from "./compare-states.ts";
import type { RecordDump } from "./read-record.ts";
import type { Step } from "./readers/follower.ts";
import type { Reader } from "./readers/reader.ts";

/**
 * Everything that readers did otherwise than the record tells: of each channel each position exactly once and in order,
 * or a snapshot at a position and then all after it, to the channel's end.
 */
export function verifySteps(record: RecordDump, readers: readonly Reader[]): string[] {
	return readers.flatMap((reader) =>
		[...reader.channels].flatMap(([channel, { steps }]) =>
			judgeSteps(record.epoch, record.channelPositions.get(channel) ?? [], steps).map(
				(wrong) => `${reader.name} (${reader.way}), ${channel}: ${wrong}`,
			),
		),
	);
}

/** What is wrong with one channel's steps, given its positions in the record. */
export function judgeSteps(epoch: string, positions: readonly number[], steps: readonly Step[]): string[] {
	const wrong: string[] = [];
	let at = 0;
	/** Index of the first position that is after `at`. */
	let next = 0;
	for (const step of steps) {
		if (step.epoch !== epoch) wrong.push(`a ${step.kind} at ${step.position} of another epoch, ${step.epoch}`);
		const expected = positions[next];
		if (step.kind === "event" && step.position !== expected) {
			wrong.push(`${step.position} was applied after ${at}, where the record has ${expected ?? "nothing more"}`);
		}
		if (step.kind === "snapshot" && step.position < at) wrong.push(`a snapshot at ${step.position} was taken at ${at}`);
		at = step.position;
		while (next < positions.length && (positions[next] ?? 0) <= at) next += 1;
	}
	if (steps.length > 0 && next < positions.length) {
		wrong.push(`${positions.length - next} positions after ${at} never came, the first of them ${positions[next]}`);
	}
	return wrong;
}

/** Every channel of a reader whose state is not what the record has, with the difference. */
export function verifyStates(record: Readonly<Record<string, ChannelState>>, readers: readonly Reader[]): string[] {
	return readers.flatMap((reader) =>
		[...reader.channels].flatMap(([channel, { state }]) =>
			differenceOf(`${reader.name} (${reader.way}), ${channel}`, state, record[channel] ?? null),
		),
	);
}

/** Every channel that a server handed out otherwise than the record has it. */
export function verifySnapshot(
	record: Readonly<Record<string, ChannelState>>,
	fresh: Readonly<Record<string, ChannelState>>,
): string[] {
	return Object.entries(fresh).flatMap(([channel, state]) =>
		differenceOf(`a snapshot, ${channel}`, state, record[channel] ?? null),
	);
}

function differenceOf(what: string, state: ChannelState | null, recorded: ChannelState | null): string[] {
	const difference = compareStates(state, recorded);
	return difference === null ? [] : [`${what} is not what the record has, ${difference}`];
}

/** How many snapshots readers took after their first, and how many events they applied. */
export function countSteps(readers: readonly Reader[]): { applied: number; firstSnapshots: number; snapshots: number } {
	let applied = 0;
	let firstSnapshots = 0;
	let snapshots = 0;
	for (const reader of readers) {
		const all = [...reader.channels.values()].flatMap(({ steps }) => steps);
		const taken = new Set(all.filter(({ kind }) => kind === "snapshot").map(({ position }) => position));
		applied += all.filter(({ kind }) => kind === "event").length;
		if (taken.size > 0) firstSnapshots += 1;
		snapshots += Math.max(0, taken.size - 1);
	}
	return { applied, firstSnapshots, snapshots };
}
