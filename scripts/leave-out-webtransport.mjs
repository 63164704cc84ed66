/**
 * A Vite plugin that leaves the client's WebTransport out of what browsers load: `connect-live.ts` names the transports
 * that it uses, and a transport that is not named is never made.
 *
 * @returns {import("vite").Plugin}
 */
export function leaveOutWebTransport() {
	return {
		name: "dateline-leave-out-webtransport",
		enforce: "pre",
		apply: "build",
		load: (id) =>
			/engine\.io-client\/build\/esm\/transports\/webtransport\.js$/.test(id.replaceAll("\\", "/"))
				? "export const WT = undefined;"
				: null,
	};
}
