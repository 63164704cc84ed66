import fc from "fast-check";
import { type ChangeKind, changeKinds } from "./newsdesk.ts";

/** One thing that happens; the numbers choose among what there is. */
export type Step =
	| { do: "change"; kind: ChangeKind; pick: number }
	/** A relay, which dies after `most` events. */
	| { do: "relay"; most: number }
	| { do: "wipe the stream" }
	| { do: "copy the stream" }
	| { do: "put the copy back" }
	/** A node reads the stream; of its bits `lossy` says which entries are lost, the last bit that they come reversed. */
	| { do: "read the stream"; node: number; lossy: number }
	| { do: "poll"; node: number }
	| { do: "kill the node"; node: number }
	/** A second has passed: a pulse, and who was skipped is asked to subscribe again. */
	| { do: "second"; node: number }
	/** `wait` false leaves the answering under way while the next steps are taken. */
	| { do: "connect"; reader: number; node: number; wait: boolean }
	| { do: "drop"; reader: number }
	| { do: "receive"; reader: number; count: number }
	| { do: "choke"; reader: number; choked: boolean }
	/**
	 * Asks just when something was committed, which is handed out while the answer is made; `forgetful` says that the
	 * node has let go of the reader's channels and must read them, `slow` that the reader takes nothing meanwhile.
	 */
	| {
			do: "connect while";
			reader: number;
			node: number;
			kind: ChangeKind;
			pick: number;
			forgetful: boolean;
			slow: boolean;
	  };

/** Any sequence of steps, changes being the most frequent. The first publish what there is to talk about. */
export function stepsOf({ nodes, readers }: { nodes: number; readers: number }): fc.Arbitrary<Step[]> {
	const node = fc.nat(nodes - 1);
	const reader = fc.nat(readers - 1);
	const pick = fc.nat(1_000);
	const kind = fc.constantFrom(...changeKinds);
	const step = fc.oneof<fc.WeightedArbitrary<Step>[]>(
		{ weight: 10, arbitrary: fc.record({ do: fc.constant("change" as const), kind, pick }) },
		{
			weight: 4,
			arbitrary: fc.record({ do: fc.constant("change" as const), kind: fc.constant("post" as const), pick }),
		},
		{ weight: 4, arbitrary: fc.record({ do: fc.constant("relay" as const), most: fc.integer({ min: 0, max: 4 }) }) },
		{ weight: 1, arbitrary: fc.constant({ do: "wipe the stream" as const }) },
		{ weight: 1, arbitrary: fc.constant({ do: "copy the stream" as const }) },
		{ weight: 1, arbitrary: fc.constant({ do: "put the copy back" as const }) },
		{ weight: 6, arbitrary: fc.record({ do: fc.constant("read the stream" as const), node, lossy: fc.nat(255) }) },
		{ weight: 4, arbitrary: fc.record({ do: fc.constant("poll" as const), node }) },
		{ weight: 1, arbitrary: fc.record({ do: fc.constant("kill the node" as const), node }) },
		{ weight: 1, arbitrary: fc.record({ do: fc.constant("second" as const), node }) },
		{ weight: 8, arbitrary: fc.record({ do: fc.constant("connect" as const), reader, node, wait: fc.boolean() }) },
		{ weight: 3, arbitrary: fc.record({ do: fc.constant("drop" as const), reader }) },
		{
			weight: 10,
			arbitrary: fc.record({ do: fc.constant("receive" as const), reader, count: fc.integer({ min: 1, max: 6 }) }),
		},
		{ weight: 1, arbitrary: fc.record({ do: fc.constant("choke" as const), reader, choked: fc.boolean() }) },
		{
			weight: 3,
			arbitrary: fc.record({
				do: fc.constant("connect while" as const),
				reader,
				node,
				kind,
				pick,
				forgetful: fc.boolean(),
				slow: fc.boolean(),
			}),
		},
	);
	const first: Step[] = [0, 1].map((story) => ({ do: "change", kind: "publish", pick: story }));
	return fc.array(step, { maxLength: 70, size: "max" }).map((steps) => [...first, ...steps]);
}
