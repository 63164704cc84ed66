import { newId } from "@dateline/shared/model";
import type { Found } from "@dateline/shared/protocol";
import { msg, str } from "@lit/localize";
import type { Desk } from "../desk/desk.ts";
import { fits, type Group, type Mode, type Thing } from "../desk/find-things.ts";
import { partsFor, sayPart } from "../parts/administration-parts.ts";
import { chooseTheme } from "../theme.ts";
import { openPost, pressOnPost } from "./open-post.ts";

type Plain = Pick<Thing, "key" | "title" | "run"> & Partial<Thing>;
const thing = (of: Plain): Thing => ({ kind: "action", at: "", picture: null, text: "", keys: "", ...of });

/** What can be done and where one can go, by its name. */
export function listActions(desk: Desk, signOut: () => void): Thing[] {
	const go = (path: string, title: string, keys = "", text = ""): Thing =>
		thing({ key: path, kind: "screen", title, keys, text, run: () => desk.go(path) });
	const act = (key: string, title: string, run: () => void): Thing => thing({ key, title, run });
	return [
		act("new-live", msg("New live story"), () => desk.go(`/newsroom/new/live/${newId()}`)),
		act("new-article", msg("New article"), () => desk.go(`/newsroom/new/article/${newId()}`)),
		go("/newsroom", msg("Stories"), "G S"),
		go("/newsroom/media", msg("Media"), "G M"),
		go("/newsroom/digest", msg("Digest"), "G D"),
		go("/newsroom/waiting", msg("Contributions that wait")),
		go("/newsroom/schedule", msg("Schedule")),
		go("/newsroom/refused", msg("Refused")),
		...partsFor(desk.user.role).map((part) =>
			go(`/newsroom/administration/${part}`, sayPart(part), part === "site" ? "G A" : "", msg("Administration")),
		),
		act("light", msg("Light colours"), () => chooseTheme("light")),
		act("dark", msg("Dark colours"), () => chooseTheme("dark")),
		act("system", msg("Colours as the machine is set"), () => chooseTheme("system")),
		thing({
			key: "reader",
			title: msg("Open the site as a reader"),
			run: () => window.open("/", "_blank", "noopener"),
		}),
		act("sign-out", msg("Sign out"), signOut),
	];
}

/** What is in the library already: sections, topics and live stories need no question to the server. */
function listTopics(desk: Desk, words: string): Thing[] {
	const { sections, topics } = desk.library;
	const all = [
		...sections.map((one) => ({ ...one, path: "section", text: msg("Section") })),
		...topics.map((one) => ({ ...one, path: "topic", text: msg("Topic") })),
	];
	return all
		.filter(({ name }) => fits(name, words))
		.slice(0, 8)
		.map(({ id, name, path, slug, text }) =>
			thing({
				key: `${path}:${id}`,
				kind: "topic",
				title: name,
				text,
				run: () => window.open(`/${path}/${slug}`, "_blank", "noopener"),
			}),
		);
}

const pathOf = ({ kind, id, storyId, state }: Found, desk: Desk): string => {
	if (kind === "story") return `/newsroom/story/${id}`;
	if (kind === "media") return `/newsroom/media/${id}`;
	if (kind === "person")
		return state === "author" || state === "desk"
			? `/newsroom/administration/${state}s`
			: `/newsroom/administration/${desk.user.role === "administrator" ? "people" : "authors"}`;
	return `/newsroom/story/${storyId}`;
};

function thingOf(found: Found, desk: Desk): Thing {
	const { kind, id, storyId, title, text, at, picture } = found;
	const open = () => (kind === "post" && storyId ? openPost(desk, storyId, id) : desk.go(pathOf(found, desk)));
	return {
		key: `${kind}:${id}`,
		kind,
		at: at === null ? "" : desk.times.brief(at),
		picture,
		title: title || msg("Without a headline"),
		text: text === title ? sayState(found.state) : text,
		keys: "↵",
		run: open,
	};
}

function sayState(state: string): string {
	const words: Record<string, () => string> = {
		draft: () => msg("draft"),
		published: () => msg("published"),
		withdrawn: () => msg("withdrawn"),
		upcoming: () => msg("upcoming"),
		live: () => msg("live"),
		ended: () => msg("ended"),
	};
	return words[state]?.() ?? state;
}

/** What can be done to the thing that is chosen. */
export function actsFor(found: Found | undefined, desk: Desk): Group | null {
	if (found === undefined) return null;
	const act = (key: string, title: string, run: () => void, keys = ""): Thing =>
		thing({ key: `act:${key}`, kind: "act", title, run, keys });
	const { id, storyId } = found;
	if (found.kind === "post" && storyId) {
		const press = (key: string, title: string) =>
			act(key, title, () => pressOnPost(desk, storyId, id, key), key.toUpperCase());
		const live = found.state === "published" && desk.publishes;
		return {
			title: msg(str`To this post, ${found.at === null ? "" : desk.times.brief(found.at)}`),
			things: [
				...(live
					? [
							press("e", msg("Edit it")),
							press("m", msg("Make it a key event, or not")),
							press("p", msg("Pin it, or not")),
						]
					: []),
				act("history", msg("Its revisions"), () => desk.go(`/newsroom/story/${storyId}/history/${id}`), "H"),
			],
		};
	}
	if (found.kind === "story") {
		return {
			title: msg("To this story"),
			things: [
				act("text", msg("Its own text"), () => desk.go(`/newsroom/story/${id}/text`)),
				act("history", msg("Its revisions"), () => desk.go(`/newsroom/story/${id}/history`)),
				...(desk.user.role === "administrator"
					? [
							act("log", msg("What was done to it, in the audit log"), () =>
								desk.go(`/newsroom/administration/audit?story=${id}`),
							),
						]
					: []),
			],
		};
	}
	return null;
}

/** The groups of what was found, in their order. */
export function groupsOf(
	desk: Desk,
	{ mode, words, found, actions }: { mode: Mode; words: string; found: readonly Found[]; actions: readonly Thing[] },
): Group[] {
	const of = (...kinds: Found["kind"][]) =>
		found.filter(({ kind }) => kinds.includes(kind)).map((one) => thingOf(one, desk));
	const does = actions.filter(({ title, text }) => fits(`${title} ${text}`, words));
	const texts = {
		title: msg("Posts and stories"),
		things: mode === "all" || mode === "time" ? of("post", "story") : [],
	};
	const things = {
		title: msg("Pictures and people"),
		things: mode === "all" ? of("media", "person") : mode === "person" ? of("person") : [],
	};
	const topics = {
		title: msg("Sections and topics"),
		things: mode === "topic" || (mode === "all" && words !== "") ? listTopics(desk, words) : [],
	};
	const todo = {
		title: words === "" ? msg("Go to, do") : msg("Screens and actions"),
		things: mode === "all" || mode === "do" ? does.slice(0, words === "" ? 30 : 8) : [],
	};
	const log = {
		title: msg("Words"),
		things:
			mode === "all" && words !== "" && desk.user.role === "administrator"
				? [
						thing({
							key: "log",
							kind: "log",
							title: msg(str`Audit log: “${words}”`),
							run: () => desk.go(`/newsroom/administration/audit?q=${encodeURIComponent(words)}`),
						}),
					]
				: [],
	};
	return [texts, things, topics, todo, log].filter(({ things: list }) => list.length > 0);
}
