import {
	type ChangesPage,
	changesPath,
	changesWords,
	contextOf,
	type PageState,
	renderChanges,
	restView,
	spokenOn,
} from "@dateline/client/pages";
import {
	type ComparedSubject,
	findMovedPost,
	listChangedPosts,
	listPublicCorrections,
	listPublicRevisions,
	readCorrections,
	readErasedRevisions,
	readPost,
} from "@dateline/shared/database";
import { isWithdrawn, type PostView } from "@dateline/shared/model";
import { type RenderResult, render } from "@lit-labs/ssr";
import type { ChangesRoute } from "../find-route.ts";
import { type PageSource, type ReadPage, readRecord, readStates } from "../page-source.ts";
import { readPost as readPostPage } from "../read-live.ts";
import { readWithdrawn } from "../read-story.ts";
import { inSlices } from "./in-slices.ts";
import { makeView } from "./make-view.ts";
import { toldVersions } from "./versions-of.ts";

/** Posts that a story's page names as changed. */
const changedPosts = 50;

/**
 * What changed in a story's own text, or in one of its posts. A withdrawn story or post answers 410 as its own page
 * does, one that was moved or merged leads on: what is no longer public is not handed out again, not as removed words
 * either. What was erased has no words in the record that could be.
 */
export async function readChanges(source: PageSource, route: ChangesRoute): Promise<ReadPage | null> {
	const { storyId, postId } = route;
	const channel = `story:${storyId}`;
	const states = await readStates(source, ["site", channel]);
	const state = states[channel];
	if (state?.kind !== "story") return null;
	const { story } = state;
	if (isWithdrawn(story)) return readWithdrawn(source, "story", storyId);
	const subject: ComparedSubject = postId === null ? { kind: "story", id: storyId } : { kind: "post", id: postId };
	const read = await readRecord(source, async (executor) => ({
		post: postId === null ? null : await readPost(executor, postId, await readCorrections(executor, storyId)),
		moved: postId === null ? null : await findMovedPost(executor, storyId, postId),
		revisions: await listPublicRevisions(executor, subject),
		corrections: await listPublicCorrections(executor, storyId),
		erased: await readErasedRevisions(executor, storyId, postId),
		changedPosts:
			postId === null && story.kind === "live" ? await listChangedPosts(executor, storyId, changedPosts) : [],
	}));
	const post = read.post?.storyId === storyId ? read.post : null;
	if (postId !== null && !post) {
		if (!read.moved) return readPostPage(source, { kind: "post", key: route.key, storyId, postId });
		const location = changesPath({ kind: "live", slug: read.moved.slug }, read.moved.postId);
		return { redirect: { location, status: 301 } };
	}
	const newest = read.revisions[0];
	if (!newest) return null;
	const page: ChangesPage = {
		kind: "changes",
		id: storyId,
		postId,
		revision: newest.number,
		title: "",
		description: "",
		path: route.key,
		asOf:
			[newest.at, post?.publishedAt ?? story.publishedAt, ...read.corrections.map(({ at }) => at)].sort().at(-1) ?? "",
		html: "",
	};
	const shown: PageState["states"] = {
		...states,
		[channel]: {
			...{ kind: "story", posts: post ? [withoutText(post)] : [], floor: null, boundary: null },
			...{ pinned: [], timeline: [], keyDevelopments: [] },
			story: { ...story, html: null, bodyUrl: null, related: [], corrections: [], updatedAt: null, postCount: 0 },
		},
	};
	const whole: PageState = {
		...{ page, states: shown, origin: source.origin, build: "", view: restView },
		cursor: { epoch: "", position: 0 },
	};
	const context = contextOf(whole);
	const words = changesWords.of(spokenOn(whole));
	const view = await makeView(source, {
		...{ route, subject, story, post, context, words, corrections: read.corrections, erased: read.erased },
		...{ versions: toldVersions(read.revisions), changedPosts: read.changedPosts },
	});
	if (!view) return null;
	const html = withoutMarks(await inSlices(collect(render(renderChanges(context, words, view)))));
	const title = view.post ? words.titleOfPost(view.post.headline) : words.title(story.headline);
	return { status: 200, page: { ...page, title, description: words.kept, html }, states: shown };
}

/** A rendering piece by piece, so that a long one can be done in slices. */
function* collect(pieces: RenderResult): Generator<undefined, string> {
	let text = "";
	for (const piece of pieces) {
		if (typeof piece !== "string") throw new TypeError("this page is rendered without waiting for anything");
		text += piece;
		yield;
	}
	return text;
}

const withoutText = (post: PostView): PostView => ({ ...post, html: null, bodyUrl: null, corrections: [] });

/** What Lit would go on from: this part of the page stands as it is. No text holds a comment, since texts are escaped. */
const withoutMarks = (html: string): string => html.replace(/<!--[\s\S]*?-->/g, "");
