import { z } from "zod";

/** What can be subscribed to. */
export const channelSchema = z
	.string()
	.regex(/^(feed|site|(section|topic|author|story|card):[0-9b-df-hjkmnp-tv-z]{14})$/, {
		error: "a channel is feed, site, or section:, topic:, author:, story: or card: with an id",
	})
	.meta({ id: "Channel", example: "feed" });
