/** Pages that readers get as an embed, with a click, when their address was pasted on a line of its own. */
const providers: readonly [string, RegExp][] = [
	["YouTube", /^https:\/\/((www\.|m\.)?youtube\.com\/(watch\?|shorts\/|live\/)|youtu\.be\/)/],
	["Vimeo", /^https:\/\/(www\.)?vimeo\.com\/\d+/],
	["X", /^https:\/\/(www\.|mobile\.)?(x|twitter)\.com\/\w+\/status\/\d+/],
	["Instagram", /^https:\/\/(www\.)?instagram\.com\/(p|reel)\//],
	["TikTok", /^https:\/\/(www\.)?tiktok\.com\/@[\w.-]+\/video\/\d+/],
	["Facebook", /^https:\/\/(www\.)?facebook\.com\/[^/]+\/(posts|videos)\//],
	["Spotify", /^https:\/\/open\.spotify\.com\/\w+\/\w+/],
	["SoundCloud", /^https:\/\/soundcloud\.com\/[^/]+\/[^/]+/],
	["Dailymotion", /^https:\/\/(www\.)?dailymotion\.com\/video\//],
	["Datawrapper", /^https:\/\/datawrapper\.dwcdn\.net\//],
	["Flourish", /^https:\/\/(flo\.uri\.sh|public\.flourish\.studio)\//],
	["OpenStreetMap", /^https:\/\/www\.openstreetmap\.org\/export\/embed\.html/],
	["Mastodon", /^https:\/\/[^/]+\/@[\w.@-]+\/\d{10,}$/],
];

/** An address as an embed's attributes, with the name that readers know its provider by. */
export function embedOf(url: string): { url: string; provider: string; title: string } {
	const host = new URL(url).hostname.replace(/^www\./, "");
	const provider = providerOf(url) ?? host;
	return { url, provider, title: `A page of ${provider}` };
}

/** The provider's name when its pages are known to make embeds; else null. */
export const providerOf = (url: string): string | null =>
	providers.find(([, pattern]) => pattern.test(url))?.[0] ?? null;
