/** How often one connection may say something: a burst, and so many a second in the long run. */
export interface MessageLimit {
	/** False when it is too often. */
	take(): boolean;
}

const burst = 40;
const perSecond = 6;

export function createMessageLimit(now: () => number = () => performance.now()): MessageLimit {
	let quietAt = 0;
	return {
		take() {
			const at = now();
			quietAt = Math.max(quietAt, at) + 1_000 / perSecond;
			return quietAt - at <= (burst * 1_000) / perSecond;
		},
	};
}
