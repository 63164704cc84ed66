export type ChannelKind = "feed" | "site" | "section" | "topic" | "author" | "story" | "card";

/** The kind of a channel and, for those that have one, the id behind the colon. */
export function splitChannel(channel: string): { kind: ChannelKind; id: string } {
	const colon = channel.indexOf(":");
	if (colon < 0) return { kind: channel as ChannelKind, id: "" };
	return { kind: channel.slice(0, colon) as ChannelKind, id: channel.slice(colon + 1) };
}

/** Whether the channel's state is a list of cards. */
export function isListChannel(channel: string): boolean {
	const { kind } = splitChannel(channel);
	return kind === "feed" || kind === "section" || kind === "topic" || kind === "author";
}
