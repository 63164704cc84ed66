import { digestPath, directionOf, storyPath, wordsFor } from "@dateline/client/pages";
import type { SiteState } from "@dateline/shared/model";

/** Stories that are live and can be opened from the icon itself. */
const liveShortcuts = 2;

const icon = (name: string, size: number, purpose: "any" | "maskable") => ({
	src: `/${name}.png`,
	sizes: `${size}x${size}`,
	type: "image/png",
	purpose,
});

/**
 * What a device needs to install the site: its name and language, icons, and what can be opened from its icon. Its
 * colours are those of light paper: a page says by itself which ones it has in the dark. Null of a site that is not known
 * yet.
 */
export function writeManifest(state: SiteState | null): object {
	const { name, description, language, liveNow } = state?.site ?? {
		...{ name: "Dateline", description: "", language: "en", liveNow: [] },
	};
	const words = wordsFor(language);
	const live = liveNow.filter((story) => story.state === "live").slice(0, liveShortcuts);
	const icons = [
		icon("icon-192", 192, "any"),
		icon("icon-512", 512, "any"),
		icon("icon-maskable-512", 512, "maskable"),
	];
	const shortcut = (title: string, url: string) => ({ name: title, url, icons: icons.slice(0, 1) });
	return {
		id: "/",
		name,
		short_name: name,
		description,
		lang: language,
		dir: directionOf(language),
		start_url: "/",
		scope: "/",
		display: "minimal-ui",
		background_color: "#ffffff",
		theme_color: "#ffffff",
		categories: ["news"],
		icons,
		shortcuts: [
			...live.map((story) => shortcut(story.headline, storyPath({ kind: "live", slug: story.slug }))),
			shortcut(words.newsFeed, "/"),
			...(state?.digest ? [shortcut(words.digest, digestPath(state.digest.date))] : []),
		],
	};
}
