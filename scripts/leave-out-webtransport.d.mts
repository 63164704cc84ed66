import type { Plugin } from "vite";

/** See leave-out-webtransport.mjs. */
export declare function leaveOutWebTransport(): Plugin;
