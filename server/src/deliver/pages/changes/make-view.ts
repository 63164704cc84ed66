import {
	blocksOf,
	type ChangesView,
	type ChangesWords,
	type Comparison,
	type Context,
	contentsOfComparison,
	type Extent,
	formatStamp,
	type Say,
	tellComparison,
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
/** Places that are told of one version in a list; of all together, the newest first; and of each at least. */
const places = { most: 40, together: 120, least: 3 };

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

/** Compares what the page compares; null for a version that is not there, or not any more. */
export async function makeView(source: PageSource, parts: Parts): Promise<ChangesView | null> {
	const { route, subject, story, post, versions, words, context } = parts;
	const { compare, version: read, before: until } = route;
	const gone = versions.filter(({ erased }) => erased).map(({ number }) => number);
	if (gone.length > 0) source.comparer.forget(subject, gone);
	const known = new Set(versions.filter(({ erased }) => !erased).map(({ number }) => number));
	const asked = compare ? [compare.from, compare.to] : read ? [read] : [];
	if (!asked.every((number) => known.has(number))) return null;
	// Any other number would be one more page that is kept.
	if (until !== null && !versions.some(({ number }) => number === until)) return null;

	const shown = versions.filter(({ kind }) => isShown(kind, route.show));
	const from = until === null ? 0 : shown.findIndex(({ number }) => number < until);
	const listed = compare || read || from < 0 ? [] : shown.slice(from, from + pageSize);
	const pairs = listed.flatMap(({ number, erased }) => {
		const former = formerOf(versions, number);
		return former && !former.erased && !erased ? [{ from: former.number, to: number }] : [];
	});
	const compared = await source.comparer.compare(subject, compare ? [compare] : pairs, compare ? "alone" : "list");
	const text = read ? (await readRevisionContents(source.record.kysely, subject, [read])).get(read) : undefined;
	const found = compared.filter((one) => one !== null);
	const named = [...found.flatMap(contentsOfComparison), ...(text ? [text] : [])];
	const say = await sayValues(source.record.kysely, named, context);
	const byNumber = new Map(pairs.map(({ to }, index) => [to, compared[index] ?? null]));
	let left = places.together;
	const told: Version[] = [];
	for (const version of listed) {
		const comparison = byNumber.get(version.number) ?? null;
		const most = Math.max(places.least, Math.min(places.most, left));
		const extent = version.kind === "published" && !version.erased;
		told.push(
			tell(version, parts, {
				difference: comparison && tellComparison(comparison, { words, say, places: most }),
				extent: extent ? await source.comparer.measure(subject, version.number) : null,
			}),
		);
		left -= Math.min(most, comparison?.blocks.length ?? 0);
	}
	const last = listed.at(-1);
	const first = shown[from - pageSize - 1];
	const [whole] = compare ? compared : [];
	const isPlainList = !until && !compare && !read;
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
		corrections: isPlainList ? correctionLines(parts, listed) : [],
		choices: versions.filter(({ erased }) => !erased),
		compared: compare && whole ? { ...compare, difference: tellAlone(whole, words, say) } : null,
		read: read && text ? { number: read, blocks: blocksOf(text, say) } : null,
		older: last && shown.at(-1) !== last ? last.number : null,
		newer: until === null ? null : from > pageSize && first ? first.number : 0,
		changedPosts: isPlainList
			? parts.changedPosts.map(({ revision, ...changed }) => ({ ...changed, versions: revision }))
			: [],
	};
}

const tellAlone = (comparison: Comparison, words: ChangesWords, say: Say) =>
	tellComparison(comparison, { words, say, places: Number.POSITIVE_INFINITY });

const isShown = (kind: Told["kind"], show: ChangesRoute["show"]): boolean =>
	show === "all" || (show === "corrections" ? kind === "correction" : kind !== "minor");

const formerOf = (versions: readonly Told[], number: number): Told | undefined =>
	versions.find((version) => version.number < number);

function tell(
	version: Told,
	{ versions, corrections, erased }: Parts,
	{ difference, extent }: { difference: Version["difference"]; extent: Extent | null },
): Version {
	const { number, kind, at, significant, restoredFrom, correctionId } = version;
	const correction = corrections.find(({ id }) => id === correctionId);
	return {
		...{ number, kind, at, significant, restoredFrom, difference, extent },
		former: formerOf(versions, number)?.number ?? null,
		correction: correction ? { text: correction.text, reason: correction.reason } : null,
		erasedAt: version.erased ? (erased.get(number) ?? "") : null,
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
