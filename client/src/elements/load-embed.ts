/** Addresses of players that may stand in a frame, by the page that people link to. */
const frames: readonly [RegExp, (match: RegExpExecArray) => string][] = [
	[
		/^https:\/\/(?:www\.|m\.)?youtube\.com\/watch\?(?:.*&)?v=([\w-]{11})/,
		([, id]) => `https://www.youtube-nocookie.com/embed/${id}`,
	],
	[/^https:\/\/youtu\.be\/([\w-]{11})/, ([, id]) => `https://www.youtube-nocookie.com/embed/${id}`],
	[
		/^https:\/\/(?:www\.)?youtube\.com\/(?:shorts|live)\/([\w-]{11})/,
		([, id]) => `https://www.youtube-nocookie.com/embed/${id}`,
	],
	[/^https:\/\/(?:www\.)?vimeo\.com\/(\d+)/, ([, id]) => `https://player.vimeo.com/video/${id}?dnt=1`],
	[
		/^https:\/\/(?:www\.|mobile\.)?(?:x|twitter)\.com\/\w+\/status\/(\d+)/,
		([, id]) => `https://platform.twitter.com/embed/Tweet.html?id=${id}&dnt=true`,
	],
	[
		/^https:\/\/(?:www\.)?instagram\.com\/(p|reel)\/([\w-]+)/,
		([, kind, id]) => `https://www.instagram.com/${kind}/${id}/embed/`,
	],
	[/^https:\/\/(?:www\.)?tiktok\.com\/@[\w.-]+\/video\/(\d+)/, ([, id]) => `https://www.tiktok.com/embed/v2/${id}`],
	[
		/^https:\/\/(?:www\.)?facebook\.com\/[^/]+\/(?:posts|videos)\/.+/,
		([url]) => `https://www.facebook.com/plugins/post.php?href=${encodeURIComponent(url)}`,
	],
	[/^https:\/\/open\.spotify\.com\/(\w+)\/(\w+)/, ([, kind, id]) => `https://open.spotify.com/embed/${kind}/${id}`],
	[/^https:\/\/soundcloud\.com\/.+/, ([url]) => `https://w.soundcloud.com/player/?url=${encodeURIComponent(url)}`],
	[
		/^https:\/\/(?:www\.)?dailymotion\.com\/video\/(\w+)/,
		([, id]) => `https://geo.dailymotion.com/player.html?video=${id}`,
	],
	// Mastodon, on whatever server.
	[/^(https:\/\/[^/]+\/@[\w.@-]+\/\d+)$/, ([, url]) => `${url}/embed`],
];

/** The address to frame for a page of a third party. */
export function frameAddress(url: string): string {
	for (const [pattern, write] of frames) {
		const match = pattern.exec(url);
		if (match) return write(match);
	}
	return url;
}

/** Puts a third party's page into its room: what a click on "Load it here" does. */
export function loadEmbed(element: HTMLElement): void {
	const frame = document.createElement("iframe");
	frame.src = frameAddress(element.dataset["url"] ?? "");
	frame.title = element.querySelector("b")?.textContent ?? "";
	frame.allow = "fullscreen; picture-in-picture; encrypted-media";
	frame.referrerPolicy = "strict-origin-when-cross-origin";
	frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-forms allow-presentation");
	// A long title on a narrow page may have made the box taller than the frame: nothing under it moves.
	element.style.minBlockSize = `${element.offsetHeight}px`;
	element.replaceChildren(frame);
	element.setAttribute("data-loaded", "");
	frame.focus({ preventScroll: true });
}
