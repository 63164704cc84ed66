import type { NewsroomLiveParts } from "./accept/live/start-newsroom-live.ts";
import type { Deliver } from "./deliver/start-deliver.ts";
import type { Metrics } from "./http/create-metrics.ts";

const storyPrefix = "story:";

/** What the newsroom asks of the readers' half of this server; the two know nothing of each other. */
export function readersHalf(deliver: Deliver, metrics: Metrics): NewsroomLiveParts["half"] {
	const { live, model } = deliver;
	let repaired = 0;
	return {
		census() {
			const { whole, channels } = live.rooms.census(storyPrefix);
			const stories = [...channels].map(([channel, size]) => [channel.slice(storyPrefix.length), size] as const);
			return { whole, stories: Object.fromEntries(stories) };
		},
		observeDeliveries: (listener) =>
			live.tally.observe(({ handed, seen, ...delivery }) => {
				// An answer stands for its share of the screens: not all are asked.
				const weight = seen.length === 0 ? 1 : Math.max(1, delivery.screens / seen.length);
				listener({ ...delivery, partners: [...delivery.partners], seen: seen.slice(0, 200), weight });
			}),
		observeHanded: (listener) =>
			live.tally.observe(({ handed, seen, screens }) => {
				// Of what somebody looks at, so that it stands beside the figures of screens.
				if (handed !== null && seen.length === 0 && screens > 0) listener(handed);
			}),
		observeRelayed: (listener) => deliver.observeRelayed(listener),
		noteReaders: live.noteReaders,
		epoch: () => model.epoch,
		position: () => model.position,
		slowReaders: live.slowReaders,
		repaired() {
			// The counter is read a moment later: this is a figure for people to look at.
			void metrics.differences.get().then(({ values }) => {
				repaired = values[0]?.value ?? 0;
			});
			return repaired;
		},
	};
}
