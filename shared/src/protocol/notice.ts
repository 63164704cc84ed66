/** What a device is sent, and its service worker shows; at most about 3 KB, for what a push service takes is 4. */
export interface NoticePayload {
	v: 1;
	title: string;
	body: string;
	/** One notice of a tag replaces the former. */
	tag: string;
	/** The page that a tap opens, from the root on. */
	path: string;
	/** The story's own address, an open tab of which is used. */
	story: string;
	lang: string;
	dir: "ltr" | "rtl";
	/** Of the event; a notice that was seen already is not told of a second time. */
	position: number;
	/** Replaces without a sound: a correction of what was told. */
	quiet: boolean;
}
