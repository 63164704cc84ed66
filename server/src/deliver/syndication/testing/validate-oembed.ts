import { isWholeAddress } from "./rules.ts";
import { parseXml } from "./xml.ts";

/** What oEmbed 1.0 says against an answer of the type `rich`; nothing when it is right. */
export function validateOembed(text: string, format: "json" | "xml", most: { width?: number; height?: number } = {}) {
	const problems: string[] = [];
	const say = (wrong: boolean, problem: string) => void (wrong && problems.push(problem));
	let answer: Record<string, unknown>;
	if (format === "json") answer = JSON.parse(text) as Record<string, unknown>;
	else {
		const root = parseXml(text);
		say(root.name !== "oembed", `<${root.name}>`);
		answer = Object.fromEntries(root.children.map((one) => [one.name, one.text]));
	}
	say(answer["type"] !== "rich", "type");
	say(answer["version"] !== "1.0", "version");
	for (const name of ["html", "width", "height"]) say(!answer[name], `no ${name}`);
	const { width = 1e9, height = 1e9 } = most;
	say(Number(answer["width"]) > width || Number(answer["height"]) > height, "larger than asked for");
	const thumbnail = ["thumbnail_url", "thumbnail_width", "thumbnail_height"].filter((name) => name in answer);
	say(thumbnail.length !== 0 && thumbnail.length !== 3, "part of a thumbnail");
	say(Number(answer["thumbnail_width"] ?? 0) > width, "a thumbnail larger than asked for");
	say(Number(answer["thumbnail_height"] ?? 0) > height, "a thumbnail larger than asked for");
	for (const name of ["author_url", "provider_url", "thumbnail_url"]) {
		say(name in answer && !isWholeAddress(answer[name]), name);
	}
	say(/style=|<script/.test(String(answer["html"])), "html with margin, padding or script");
	return problems;
}
