/**
 * The videos of HTML that `renderDocument` wrote, as schema.org tells them: of those with a still picture, which
 * search engines demand.
 */
export function videosIn(
	html: string,
	of: { origin: string; headline: string; at: string },
): Record<string, unknown>[] {
	const whole = (url: string): string => (url.startsWith("/") ? of.origin + url : url);
	return [...html.matchAll(/<video [^>]*>/g)].flatMap(([tag]) => {
		const read = (name: string) => new RegExp(` ${name}="([^"]+)"`).exec(tag)?.[1];
		const src = read("src");
		const poster = read("poster");
		if (!src || !poster) return [];
		return [
			{
				"@type": "VideoObject",
				name: of.headline,
				description: of.headline,
				thumbnailUrl: whole(poster),
				uploadDate: of.at,
				contentUrl: whole(src),
			},
		];
	});
}
