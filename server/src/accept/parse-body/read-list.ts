import { maxListDepth } from "./document-limits.ts";
import { attribute, type HtmlElement, type HtmlNode, isElement } from "./parse-html.ts";
import type { Item, Place, ReadBlock } from "./place.ts";

/** A list. One that stands too deep gives its items' paragraphs to the list around it. */
export function readList(element: HtmlElement, place: Place): ReadBlock[] {
	const items = readItems(element, { ...place, listDepth: place.listDepth + 1 });
	if (items.length === 0) return [];
	if (place.listDepth >= maxListDepth) return items.flatMap((item) => item.content);
	if (element.tagName === "ul") return [{ type: "bulletList", content: items }];
	const start = Number.parseInt(attribute(element, "start") ?? "1", 10);
	if (!(start >= 0 && start <= 100_000) || start === 1) return [{ type: "orderedList", content: items }];
	return [{ type: "orderedList", attrs: { start }, content: items }];
}

/** Each `li` is an item. A list straight in a list, as word processors write it, belongs to the item before it. */
function readItems(list: HtmlElement, place: Place): Item[] {
	const items: Item[] = [];
	let loose: HtmlNode[] = [];
	const settle = () => {
		const content = place.readSimple(loose, place);
		loose = [];
		if (content.length === 0) return;
		const last = items.at(-1);
		const onlyLists = content.every((block) => block.type !== "paragraph");
		if (last && onlyLists) last.content.push(...content);
		else items.push({ type: "listItem", content });
	};
	for (const child of list.childNodes) {
		if (!isElement(child) || child.tagName !== "li") {
			loose.push(child);
			continue;
		}
		settle();
		const content = place.readSimple(child.childNodes, place);
		if (content.length > 0) items.push({ type: "listItem", content });
	}
	settle();
	return items;
}
