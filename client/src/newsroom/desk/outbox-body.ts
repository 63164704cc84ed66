import type { Delivery } from "./delivery.ts";

/** Pictures that are on their way, by what stands for them in a body: `upload:<id>`. */
export interface PicturesOnTheWay {
	find(id: string): { state: string; media: { id: string } | null; message: string } | null;
	observe(listener: () => void): () => void;
}

/** What goes out this much later than its key was pressed keeps the time at which it was written. Milliseconds. */
const late = 20_000;

/**
 * A path and body with the ids of their pictures in place of those that stand for them. `missing` counts those that have not
 * arrived; `refused` says why one never will.
 */
export function fillPictures(
	{ path, body }: Pick<Delivery, "path" | "body">,
	pictures: PicturesOnTheWay | null,
): { path: string; body: unknown; missing: number; refused: string | null } {
	const text = JSON.stringify({ path: path.split("/"), body: body ?? null });
	const ids = new Set(text.match(/(?<=")upload:[0-9a-z]+(?=")/g));
	if (ids.size === 0) return { path, body, missing: 0, refused: null };
	let filled = text;
	let missing = 0;
	let refused: string | null = null;
	for (const id of ids) {
		const upload = pictures?.find(id) ?? null;
		if (upload?.media) filled = filled.replaceAll(`"${id}"`, JSON.stringify(upload.media.id));
		else if (upload?.state === "refused") refused = upload.message;
		else missing += 1;
	}
	if (missing > 0 || refused !== null) return { path, body, missing, refused };
	const whole = JSON.parse(filled) as { path: string[]; body: unknown };
	return { path: whole.path.join("/"), body: whole.body ?? undefined, missing, refused };
}

/** The body with the time of the key press as its editorial time, when it goes out late and names none itself. */
export function stampLate({ at, stampLate: wanted }: Pick<Delivery, "at" | "stampLate">, body: unknown): unknown {
	if (!wanted || Date.now() - at < late || typeof body !== "object" || body === null) return body;
	const { publishedAt } = body as { publishedAt?: unknown };
	return publishedAt ? body : { ...body, publishedAt: new Date(at).toISOString() };
}

/** The parts of a post that differ from what was sent before, as a patch takes them; null when none does. */
export function changesSince(before: unknown, after: unknown): Record<string, unknown> | null {
	const parts = ["headline", "body", "key", "pinned", "breaking", "authors", "publishedAt"];
	const [old, fresh] = [before, after].map((body) => (body ?? {}) as Record<string, unknown>);
	const changed = parts.filter((part) => JSON.stringify(old?.[part]) !== JSON.stringify(fresh?.[part]));
	return changed.length === 0
		? null
		: { ...Object.fromEntries(changed.map((part) => [part, fresh?.[part] ?? null])), significant: false };
}
