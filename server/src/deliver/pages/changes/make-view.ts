import { setImmediate as nextTurn } from "node:timers/promises";
import {
	blocksOf,
	type ChangesView,
	type ChangesWords,
	type Context,
	compareVersions,
	extentOf,
	formatStamp,
	type Say,
	type Version,
} from "@dateline/client/pages";
import {
	type ChangedPost,
	type ComparedSubject,
	type PublicCorrection,
	readRevisionContents,
} from "@dateline/shared/database";
import type { PostView, StoryView } from "@dateline/shared/model";
import type { ChangesRoute } from "../find-route.ts";
import type { PageSource } from "../page-source.ts";
import { sayValues } from "./say-values.ts";
import { type Told, wordsChangedIn } from "./versions-of.ts";

/** Versions on one page of the list. */
const pageSize = 20;
/** Texts that are read at once: a read holds up publishing on PGlite, and a text may be long. */
const readAtOnce = 3;

/** What the page is made of, as the record has it. */
interface Parts {
	route: ChangesRoute;
	subject: ComparedSubject;
	story: StoryView;
	post: PostView | null;
	context: Context;
	words: ChangesWords;
	/** Newest first. */
	versions: readonly Told[];
	corrections: readonly PublicCorrection[];
	/** When versions were erased. */
	erased: ReadonlyMap<number, string>;
	changedPosts: readonly ChangedPost[];
}

type Contents = ReadonlyMap<number, Record<string, unknown>>;

/** Reads the texts that the page compares, and compares them; null for a version that is not there, or not any more. */
export async function makeView(source: PageSource, parts: Parts): Promise<ChangesView | null> {
	const { route, story, post, versions, words, context } = parts;
	const shown = versions.filter(({ kind }) => isShown(kind, route.show));
	const from = route.before === null ? 0 : shown.findIndex(({ number }) => number < (route.before ?? 0));
	const listed = route.compare || route.version || from < 0 ? [] : shown.slice(from, from + pageSize);
	const wanted = route.compare
		? [route.compare.from, route.compare.to]
		: route.version
			? [route.version]
			: listed.flatMap(({ number }) => [number, before(versions, number)?.number ?? number]);
	const known = new Set(versions.filter(({ erased }) => !erased).map(({ number }) => number));
	if ((route.compare || route.version) && !wanted.every((number) => known.has(number))) return null;
	const contents = await readContents(
		source,
		parts.subject,
		[...new Set(wanted)].filter((number) => known.has(number)),
	);
	const say = await sayValues(source.record.kysely, [...contents.values()], context);
	const compared = route.compare && {
		...route.compare,
		difference: compareVersions(contents.get(route.compare.from) ?? {}, contents.get(route.compare.to) ?? {}, {
			words,
			say,
		}),
	};
	const told: Version[] = [];
	for (const version of listed) {
		told.push(tell(version, parts, contents, say));
		await nextTurn();
	}
	const text = route.version ? contents.get(route.version) : undefined;
	const last = listed.at(-1);
	const first = shown[from - pageSize - 1];
	return {
		story,
		post: post && {
			id: post.id,
			headline: post.headline || context.words.postOf(formatStamp(context.time, post.publishedAt, context.asOf)),
		},
		publishedAt: post?.publishedAt ?? story.publishedAt,
		versions: told,
		counts: {
			all: versions.length,
			corrections: versions.filter(({ kind }) => isShown(kind, "corrections")).length,
			major: versions.filter(({ kind }) => isShown(kind, "major")).length,
		},
		show: route.show,
		corrections: route.before || route.compare || route.version ? [] : correctionLines(parts, listed),
		choices: versions.filter(({ erased }) => !erased),
		compared,
		read: route.version && text ? { number: route.version, blocks: blocksOf(text, say) } : null,
		older: last && shown.at(-1) !== last ? last.number : null,
		newer: route.before === null ? null : from > pageSize && first ? first.number : 0,
		changedPosts:
			route.before || route.compare || route.version
				? []
				: parts.changedPosts.map(({ revision, ...changed }) => ({ ...changed, versions: revision })),
	};
}

const isShown = (kind: Told["kind"], show: ChangesRoute["show"]): boolean =>
	show === "all" || (show === "corrections" ? kind === "correction" : kind !== "minor");

const before = (versions: readonly Told[], number: number): Told | undefined =>
	versions.find((version) => version.number < number);

async function readContents(
	source: PageSource,
	subject: ComparedSubject,
	numbers: readonly number[],
): Promise<Contents> {
	const contents = new Map<number, Record<string, unknown>>();
	for (let at = 0; at < numbers.length; at += readAtOnce) {
		const some = await readRevisionContents(source.record.kysely, subject, numbers.slice(at, at + readAtOnce));
		for (const [number, content] of some) contents.set(number, content);
	}
	return contents;
}

function tell(version: Told, { versions, corrections, erased, words }: Parts, contents: Contents, say: Say): Version {
	const { number, kind, at, significant, restoredFrom, correctionId } = version;
	const correction = corrections.find(({ id }) => id === correctionId);
	const own = contents.get(number);
	const former = before(versions, number);
	const old = former && contents.get(former.number);
	return {
		...{ number, kind, at, significant, restoredFrom },
		correction: correction ? { text: correction.text, reason: correction.reason } : null,
		erasedAt: version.erased ? (erased.get(number) ?? "") : null,
		difference: own && old ? compareVersions(old, own, { words, say }) : null,
		extent: own && kind === "published" ? extentOf(own, say) : null,
		wordsIn: wordsChangedIn(versions, versions.indexOf(version)),
	};
}

/** Of the story: all of its corrections; of a post: its own. */
function correctionLines({ post, corrections, versions }: Parts, listed: readonly Told[]): ChangesView["corrections"] {
	return corrections
		.filter(({ postId }) => post === null || postId === post.id)
		.map(({ id, text, reason, at, postId }) => {
			const index = versions.findIndex(({ correctionId }) => correctionId === id);
			const number = wordsChangedIn(versions, index) ?? versions[index]?.number;
			const version = listed.find((one) => one.number === number)?.number ?? null;
			return { id, text, reason, at, version, postId: post === null ? postId : null };
		});
}
