/** What the device keeps, by the names of the Cache API. A new form of it gets a new number: older ones are removed. */
export const kept = {
	/** Pages as they were read, by address. */
	pages: "dateline-pages-1",
	/** Scripts, styles and fonts, whose names hold a hash. */
	files: "dateline-files-1",
	pictures: "dateline-pictures-1",
} as const;

/** Where the page stands that is shown for what is not on the device. */
export const offlinePath = "/offline";

/** The header that says of a kept answer what and of when it is: {@link KeptNote} as JSON, its signs escaped. */
export const keptHeader = "x-kept";

/** What is known of something that is kept. */
export interface KeptNote {
	/** When the server sent it. */
	at: string;
	/** Bytes on the device, nearly. */
	bytes: number;
	/** Of a page: its headline. */
	title?: string;
	/** Of a page: `data-page`. */
	kind?: string;
	/** Posts, stories or minutes, whichever its kind counts. */
	count?: number;
}

export const writeNote = (note: KeptNote): string => encodeURIComponent(JSON.stringify(note));

/** The note of a kept answer, or null for one without. */
export function readNote(response: Response): KeptNote | null {
	const text = response.headers.get(keptHeader);
	try {
		return text === null ? null : (JSON.parse(decodeURIComponent(text)) as KeptNote);
	} catch {
		return null;
	}
}
