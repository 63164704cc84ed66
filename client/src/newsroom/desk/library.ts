import type { EditorAuthor, EditorMedia, EditorSection, EditorSite } from "@dateline/shared/protocol";
import { api } from "./api.ts";

/** What many screens need and few change: the site, sections, topics, authors, pictures, and stories by id. */
export interface Library {
	readonly site: EditorSite;
	/** Retired ones too, as in the two lists below: what has them keeps them. */
	readonly sections: readonly EditorSection[];
	readonly topics: readonly EditorSection[];
	readonly authors: readonly EditorAuthor[];
	/** Reads the site and the three lists again. */
	refresh(): Promise<void>;
	media(id: string): Promise<EditorMedia>;
	/** Puts a picture there that is known already. */
	putMedia(media: EditorMedia): void;
	headline(storyId: string): Promise<string>;
	observe(listener: () => void): () => void;
}

export async function loadLibrary(): Promise<Library> {
	const read = async () => {
		const [site, sections, topics, authors] = await Promise.all([
			api.site(),
			api.sections(),
			api.topics(),
			api.authors(),
		]);
		return { site, sections, topics, authors };
	};
	let held = await read();
	const pictures = new Map<string, Promise<EditorMedia>>();
	const headlines = new Map<string, Promise<string>>();
	const listeners = new Set<() => void>();
	const tell = () => {
		for (const listener of [...listeners]) listener();
	};
	/** Asked once; a failure is not remembered. */
	const once = <Value>(cache: Map<string, Promise<Value>>, key: string, ask: () => Promise<Value>): Promise<Value> => {
		const known = cache.get(key);
		if (known) return known;
		const asked = ask();
		cache.set(key, asked);
		asked.catch(() => cache.delete(key));
		return asked;
	};
	return {
		get site() {
			return held.site;
		},
		get sections() {
			return held.sections;
		},
		get topics() {
			return held.topics;
		},
		get authors() {
			return held.authors;
		},
		async refresh() {
			held = await read();
			tell();
		},
		media: (id) => once(pictures, id, () => api.media(id)),
		putMedia(media) {
			pictures.set(media.id, Promise.resolve(media));
			tell();
		},
		headline: (storyId) =>
			once(headlines, storyId, async () => {
				const story = await api.story(storyId);
				return (story.content ?? story.draft)?.headline ?? "";
			}),
		observe(listener) {
			listeners.add(listener);
			return () => void listeners.delete(listener);
		},
	};
}
