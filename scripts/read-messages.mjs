const entities = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&" };
const plain = (text) => text.replace(/&(?:lt|gt|quot|apos|amp);/g, (entity) => entities[entity]);
const asXml = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
const placeholder = /<x id="(\d+)"[^>]*?\/>/g;

/** A text of the file as a translator sees it: `{0}` for each placeholder. */
const readable = (text) => plain(text.replace(placeholder, "{$1}"));

/** Which placeholders a readable text has, in order of number. */
export const placeholdersIn = (text) => [...text.matchAll(/\{(\d+)\}/g)].map(([, number]) => number).sort();

/**
 * The messages of an XLIFF file that lit-localize wrote: `source` and `target` (null without one) with `{0}` for what
 * is put in, `holds` what stands there in the code, `unit` its element, `withTarget(text)` that element with a
 * translation, which throws when a placeholder is missing or new.
 */
export function readMessages(xliff) {
	return [...xliff.matchAll(/<trans-unit id="([^"]+)">([\s\S]*?)<\/trans-unit>/g)].map(([unit, id, inner]) => {
		const source = inner.match(/<source>([\s\S]*?)<\/source>/)[1];
		const target = inner.match(/<target[^>]*>([\s\S]*?)<\/target>/)?.[1] ?? null;
		const holds = Object.fromEntries(
			[...source.matchAll(placeholder)].map(([element, number]) => [
				number,
				{ element, code: plain(element.match(/equiv-text="([^"]*)"/)?.[1] ?? "") },
			]),
		);
		return {
			id,
			unit,
			source: readable(source),
			target: target === null ? null : readable(target),
			holds,
			withTarget(text) {
				const asked = placeholdersIn(readable(source)).join();
				if (placeholdersIn(text).join() !== asked)
					throw new Error(`${id} needs the placeholders ${asked || "none"}: ${readable(source)} → ${text}`);
				const written = asXml(text).replace(/\{(\d+)\}/g, (_, number) => holds[number].element);
				return `<trans-unit id="${id}">\n  <source>${source}</source>\n  <target>${written}</target>\n</trans-unit>`;
			},
		};
	});
}
