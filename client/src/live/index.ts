/** The way in of updates, without DOM and without Node: a store of channels, and two ways to keep it up to date. */
export { connectLive, type Live, type LiveOptions } from "./connect-live.ts";
export { followByPolling, type Polling, type PollingOptions, pollInterval } from "./follow-by-polling.ts";
export type { Signal } from "./signal.ts";
export { createStore, type Outcome, type Store, type StoreChange, type StoreCounts } from "./store.ts";
