import { type LivePage, type Page, type PageState, restView } from "@dateline/client/pages";
import {
	type AuthorView,
	type Card,
	type ChannelState,
	cardKey,
	type DigestView,
	type KeyDevelopmentView,
	type ListState,
	type MediaView,
	type PostView,
	type SectionView,
	type SiteView,
	type StoryChannelState,
	type StoryView,
	timelineKey,
} from "@dateline/shared/model";
import { testSearches } from "./test-searches.ts";

/** Pages of an invented newsroom, for tests of what is drawn. Ids are padded to their form. */
const idOf = (name: string): string =>
	name
		.replace(/[^0-9b-df-hjkmnp-tv-z]/g, "")
		.padEnd(14, "0")
		.slice(0, 14);
const at = (clock: string, day = 2): string => `2026-05-0${day}T${clock}:00.000Z`;

const named = (slug: string, name: string): SectionView => ({
	id: idOf(slug),
	revision: 1,
	slug,
	name,
	description: `What happens in ${name}.`,
});

export const sections = [
	named("politics", "Politics"),
	named("economy", "Economy"),
	named("environment", "Environment"),
	named("world", "World"),
	named("culture", "Culture"),
];
const environment = sections[2] as SectionView;
const politics = sections[0] as SectionView;
export const flood = named("sorn-flood", "Sorn flood");

const author = (slug: string, name: string, bio: string, desk = false): AuthorView => ({
	id: idOf(slug),
	revision: 1,
	slug,
	name,
	desk,
	role: desk ? "" : "Reporter",
	bio,
	contact: `${slug}@dateline.example`,
	portrait: null,
});
export const daniel = author(
	"okoro",
	"Daniel Okoro",
	"Daniel reports on infrastructure and the people who keep it running.",
);
const ilse = author("varga", "Ilse Varga", "Ilse covers Port Aldis.");
const desk = author(
	"desk",
	"The Dateline news desk",
	"The desk works around the clock from the old pilot house.",
	true,
);

const media = (name: string, caption: string, focus = { x: 0.5, y: 0.5 }): MediaView => ({
	id: idOf(name),
	revision: 1,
	url: `/media/${name}.svg`,
	type: "image/svg+xml",
	width: 1500,
	height: 1000,
	alt: caption,
	caption,
	credit: "Maksim Konstantinov/SOPA Images/LightRocket via Getty Images",
	focus,
	renditions: ["avif", "webp", "jpeg"].map((format) => ({
		url: `/media/bridge-480.${format}`,
		type: `image/${format}`,
		width: 480,
	})),
});

const development = (
	name: string,
	storyId: string,
	text: string,
	clock: string,
	postId: string | null = null,
): KeyDevelopmentView => ({
	id: idOf(name),
	revision: 1,
	storyId,
	postId,
	text,
	at: at(clock),
});

export function makeCard(name: string, more: Partial<Card> = {}): Card {
	return {
		id: idOf(name),
		revision: 1,
		kind: "article",
		state: null,
		slug: name,
		language: "en",
		headline: name,
		standfirst: "",
		readingMinutes: 2,
		lead: null,
		section: environment,
		topics: [flood],
		authors: [daniel],
		related: [],
		postCount: 0,
		publishedAt: at("09:00"),
		updatedAt: null,
		startsAt: null,
		startedAt: null,
		endedAt: null,
		opening: "<p>The Sorn stopped rising.</p>",
		more: false,
		keyDevelopments: [],
		latestPosts: [],
		correction: null,
		...more,
	};
}

export const floodId = idOf("sornflood");
export const storyId = idOf("brnnchdm");
export const openedPost = idOf("post32");

const post = (name: string, clock: string, headline: string, html: string, more: Partial<PostView> = {}): PostView => ({
	id: idOf(name),
	storyId: floodId,
	revision: 1,
	headline,
	html,
	bodyUrl: null,
	key: false,
	pinned: null,
	breaking: false,
	authors: [ilse],
	publishedAt: at(clock),
	updatedAt: null,
	corrections: [],
	...more,
});

const pinnedPost = post(
	"post20",
	"10:05",
	"Where to sleep, whom to call, how to get home",
	`<p>Three shelters stay open tonight: the market hall, the Lyceum gymnasium and the Seamen’s House. All have beds, hot food and a nurse; the Seamen’s House takes animals.</p>
<p>To ask about a person, call the city on <a href="tel:+000555014">000 555 014</a>. For a cellar that smells of gas or oil, leave it and call 112.</p>
<p>Buses 4 and 9 run free of charge between the shelters and the Lower Harbour from 17:30.</p>`,
	{ pinned: 0 },
);

export const posts: PostView[] = [
	post(
		"post34",
		"12:16",
		"Evacuation order lifted for four Lower Harbour streets",
		"<p>Residents of Tannery Lane, Rope Walk, Cooper Street and the north side of Fish Quay may go home from 18:00.</p>\n<p>Electricians are still in the cellars.</p>",
		{ breaking: true, key: true, authors: [ilse, desk] },
	),
	post(
		"post33",
		"12:02",
		"Volunteers take down the first barrier",
		`<p>They went up in the dark on Thursday and come down in the sun.</p><figure class="picture"><img src="/media/street.svg" width="1500" height="1000" alt="A narrow street at dusk" loading="lazy" decoding="async"><figcaption>Rope Walk on Friday evening. <span class="credit">Noor Halvard / Dateline</span></figcaption></figure>`,
	),
	post(
		"post32",
		"11:48",
		"",
		`<blockquote class="quote"><p>I am asking for one more night of patience from people who have already given us two.</p></blockquote>`,
		{
			authors: [],
		},
	),
	post(
		"post31",
		"11:31",
		"The valley from the air",
		`<p>The river authority has put out a film of this morning’s flight.</p>\n<dateline-embed class="embed" data-url="https://video.example/w/1" data-provider="StreamHouse"><b>From Brannoch to the sea</b> <a class="link" href="https://video.example/w/1" rel="noopener">video.example</a></dateline-embed>`,
	),
	post(
		"post29",
		"11:05",
		"River falls at every gauge for the first time since Tuesday",
		`<p>All four gauges below the dam now show falling water.</p>\n<div class="table" tabindex="0" role="region"><table><tbody><tr><th><p>Gauge</p></th><th><p>Highest</p></th></tr><tr><td><p>Brannoch Dam</p></td><td><p>8.41</p></td></tr><tr><td><p>Hallow Weir</p></td><td><p>7.03</p></td></tr></tbody></table></div>`,
		{ key: true, updatedAt: at("12:20") },
	),
	post("post27", "10:40", "The barge Annelise did not sink", "<p>She is afloat and moored at the coal quay.</p>", {
		corrections: [
			{
				id: idOf("crr1"),
				postId: idOf("post27"),
				text: "At 11:20 we wrote that the barge had sunk. It was a pontoon.",
				at: at("10:40"),
			},
		],
	}),
	pinnedPost,
	post("post12", "05:48", "The Sorn peaks at 6.12 metres", "<p>It is 98 centimetres below the mark of 1974.</p>", {
		key: true,
	}),
];

const developments = [
	development(
		"kd1",
		floodId,
		"Families from four Lower Harbour streets may go home from 18:00; eleven streets stay closed",
		"12:16",
		idOf("post34"),
	),
	development("kd2", floodId, "The river is falling at every gauge below Brannoch Dam", "11:05", idOf("post29")),
	development("kd3", floodId, "Two of the dam’s five spillway gates have been closed", "07:15"),
	development(
		"kd4",
		floodId,
		"The Sorn peaked at 6.12 metres, 98 centimetres below the mark of 1974",
		"05:48",
		idOf("post12"),
	),
];

export const floodCard = makeCard("sorn-flood-live", {
	id: floodId,
	kind: "live",
	state: "live",
	headline: "Sorn flood: Lower Harbour families may return from 18:00, river authority says",
	standfirst: "The Sorn has fallen for eight hours. The embankment is holding, and the army stays until Monday.",
	lead: media("bridge", "The Customs Bridge at first light on Saturday."),
	opening: "",
	postCount: 34,
	publishedAt: at("04:10", 1),
	updatedAt: at("12:20"),
	startedAt: at("04:10", 1),
	authors: [ilse, daniel],
	keyDevelopments: developments,
	latestPosts: posts.slice(0, 3).map(({ id, headline, publishedAt }) => ({
		id,
		headline: headline || "I am asking for one more night of patience",
		at: publishedAt,
	})),
});

const damText = `<p>At ten past three on Thursday morning the telephone in the control room rang four times before anyone was free to lift it. The two engineers on shift were on the crest with torches. The trainee, Ada Fenn, was alone with a screen that showed the lake forty-one centimetres under the line it must never cross.</p>
<p>She opened the third gate. Her log entry has nine words: “Rising faster than table. Opened 3. Will explain later.”</p>
<h2>The table was from another climate</h2>
<p>Operators release water according to a <a href="https://example.org/table">table drawn up in 1988</a>. It gives a flow for each height of the lake &#38; each rate of rise.</p>
<blockquote class="quote"><p>There was no row for what we were looking at. We were off the bottom of the page by ten in the evening.</p></blockquote>
<dateline-related data-story="${floodId}"></dateline-related>
<h2>What the town was not told</h2>
<p>Three questions will be put to the inquiry:</p>
<ul><li><p>why the table was never redrawn;</p></li><li><p>who may open a gate when the duty officer cannot be reached;</p></li></ul>
<p>Ms Fenn is on leave. Her supervisor’s last entry is shorter than hers: “Explained. Agreed.”</p>`;

export const damCard = makeCard("brannoch-dam", {
	id: storyId,
	headline: "How Brannoch Dam stayed below its limit, hour by hour",
	standfirst:
		"The control-room log, seen by Dateline, records eleven decisions in three days. Two were made against the rule book.",
	lead: media("dam", "All five gates of Brannoch Dam stood open on Friday.", { x: 0.2, y: 0.9 }),
	readingMinutes: 6,
	publishedAt: at("07:30"),
	updatedAt: at("11:10"),
	opening: damText.split("\n").slice(0, 2).join("\n"),
	more: true,
	related: [floodId],
	correction: {
		id: idOf("crr2"),
		postId: null,
		text: "Brannoch Dam has five spillway gates, not six.",
		at: at("11:10"),
	},
});

export const cards: Card[] = [
	floodCard,
	makeCard("crest", {
		headline: "Sorn crests a metre below the 1974 mark as Port Aldis holds its breath",
		standfirst: "The old town stayed dry overnight.",
		lead: media("street", "Rope Walk on Friday evening."),
		updatedAt: at("12:05"),
		opening: `<p>The Sorn stopped rising at twelve minutes to six on Saturday morning, ninety-eight centimetres short of the line that was cut into the customs house wall after the flood of 1974.</p>\n<p>“We have time, but we do not have much of it,” said Petra Holm, who leads the river authority’s flood service.</p>`,
		authors: [desk],
		keyDevelopments: [
			development("kd9", idOf("crest"), "City expects to let the first families go home tonight", "12:05"),
		],
	}),
	damCard,
	makeCard("ferries", {
		headline: "Night ferries resume",
		readingMinutes: 1,
		section: sections[3] as SectionView,
		topics: [],
		related: [storyId],
		opening: "<p>Both night ferries to Kestria will sail this evening for the first time since Wednesday.</p>",
		updatedAt: at("11:00"),
	}),
	makeCard("assembly", {
		kind: "live",
		state: "ended",
		headline: "Assembly debates emergency powers for the river authority",
		section: politics,
		topics: [],
		lead: media("assembly", "The National Assembly in low sun."),
		opening: "",
		postCount: 21,
		updatedAt: at("18:40", 1),
		endedAt: at("18:40", 1),
		latestPosts: [{ id: idOf("p9"), headline: "The bill passes by two votes", at: at("18:30", 1) }],
	}),
	makeCard("harbour", {
		headline:
			"Central bank holds its rate for a seventh month and warns that flood-driven food prices will fade slowly",
		section: sections[1] as SectionView,
		topics: [],
		lead: media("harbour", "Container traffic in the outer harbour."),
		publishedAt: at("10:10", 1),
	}),
];

export const digest: DigestView = {
	date: "2026-05-02",
	revision: 3,
	lines: developments.map((line) => ({
		keyDevelopmentId: line.id,
		text: line.text,
		at: line.at,
		storyId: floodId,
		storyKind: "live",
		storySlug: floodCard.slug,
		storyHeadline: floodCard.headline,
		postId: line.postId,
	})),
	publishedAt: at("08:00"),
	updatedAt: at("12:17"),
};

export const site: SiteView = {
	revision: 1,
	name: "Dateline",
	description: "The latest from Port Aldis and beyond, newest update first.",
	language: "en",
	timeZone: "Europe/Berlin",
	contact: "desk@dateline.example",
	about: "We report from Port Aldis.\n\nTell us what we missed.",
	sections,
	liveNow: [
		{ id: floodId, slug: floodCard.slug, headline: floodCard.headline, state: "live", startsAt: null },
		{
			id: idOf("cp"),
			slug: "cup",
			headline: "Coast Cup final: Marrow Bay v Tern Athletic",
			state: "upcoming",
			startsAt: at("17:30"),
		},
	],
};

export const siteState: ChannelState = { kind: "site", site, digest };
const list = (subject: ListState["subject"], of: Card[], more = false): ListState => ({
	kind: "list",
	subject,
	cards: of,
	floor: more ? cardKey(of.at(-1) as Card) : null,
});

const {
	opening: _opening,
	more: _more,
	keyDevelopments: _lines,
	latestPosts: _latest,
	correction: _correction,
	...floodShown
} = floodCard;
const floodStory: StoryView = { ...floodShown, html: "", bodyUrl: null, related: [storyId], corrections: [] };

export const floodState: StoryChannelState = {
	kind: "story",
	story: floodStory,
	posts,
	floor: { at: at("05:48"), id: idOf("post12") },
	boundary: { id: idOf("bnd1"), at: at("05:48"), postId: idOf("post12") },
	pinned: [pinnedPost],
	timeline: posts
		.filter((view) => view.key)
		.map((view) => ({ postId: view.id, headline: view.headline, at: view.publishedAt })),
	keyDevelopments: developments,
};

const { opening: _o, more: _m, keyDevelopments: _k, latestPosts: _l, correction, ...damShown } = damCard;
export const damState: StoryChannelState = {
	...floodState,
	story: { ...damShown, html: damText, bodyUrl: null, corrections: correction ? [correction] : [] },
	posts: [],
	pinned: [],
	timeline: [],
	keyDevelopments: [],
	floor: null,
	boundary: null,
};

export const pageOf = (page: Page, states: Record<string, ChannelState>): PageState => ({
	page,
	states: { site: siteState, ...states },
	cursor: { epoch: "test", position: 42 },
	origin: "https://dateline.example",
	build: "test",
	view: restView,
});

const live = (more: Partial<LivePage> = {}): LivePage => ({
	kind: "live",
	id: floodId,
	addressed: null,
	order: "newest",
	frozen: null,
	newer: null,
	older: idOf("bnd1"),
	...more,
});

const frozenPosts = posts.slice(4);
const arabic = makeCard("flood-ar", {
	language: "ar",
	headline: "نهر سورن يبلغ ذروته دون مستوى عام 1974 بمتر واحد، والمدينة القديمة تترقب",
	standfirst: "بقيت أحياء المدينة القديمة جافة طوال الليل.",
	lead: media("bridge", "جسر الجمارك مع أول ضوء يوم السبت."),
	opening: "<p>توقف نهر سورن عن الارتفاع قبل السادسة من صباح السبت باثنتي عشرة دقيقة.</p>",
	section: named("environment-ar", "بيئة"),
	topics: [named("flood-ar", "فيضان سورن")],
	authors: [author("mansour", "ليلى منصور", "تكتب ليلى عن المدينة.")],
	updatedAt: at("12:05"),
});
const {
	opening: arabicOpening,
	more: _am,
	keyDevelopments: _ak,
	latestPosts: _al,
	correction: _ac,
	...arabicShown
} = arabic;

/** One page of every kind and state, by name. */
export const pages: Readonly<Record<string, PageState>> = {
	feed: pageOf(
		{ kind: "feed", before: null, digests: ["2026-05-01", "2026-04-30"] },
		{
			feed: list(null, cards, true),
			[`card:${floodId}`]: { kind: "card", card: floodCard },
			[`card:${storyId}`]: { kind: "card", card: { id: storyId, withdrawn: true } },
		},
	),
	"feed-older": pageOf({ kind: "feed", before: cardKey(damCard), digests: [] }, { feed: list(null, cards.slice(3)) }),
	"feed-empty": pageOf({ kind: "feed", before: null, digests: [] }, { feed: list(null, []) }),
	story: pageOf(
		{ kind: "story", id: storyId, next: idOf("ferries") },
		{
			[`story:${storyId}`]: damState,
			[`card:${floodId}`]: { kind: "card", card: floodCard },
			[`card:${storyId}`]: { kind: "card", card: damCard },
			[`card:${idOf("ferries")}`]: { kind: "card", card: cards[3] as Card },
		},
	),
	"story-rtl": pageOf(
		{ kind: "story", id: arabic.id, next: idOf("ferries") },
		{
			[`story:${arabic.id}`]: {
				...damState,
				story: {
					...arabicShown,
					html: `${arabicOpening}\n<p>وقالت بيترا هولم: «لدينا وقت، لكنه ليس كثيراً».</p>`,
					bodyUrl: null,
					related: [],
					corrections: [],
				},
			},
			[`card:${idOf("ferries")}`]: { kind: "card", card: cards[3] as Card },
		},
	),
	"story-withdrawn": pageOf(
		{ kind: "story", id: storyId, next: null },
		{
			[`story:${storyId}`]: { ...damState, story: { id: storyId, withdrawn: true } },
			feed: list(null, cards.slice(0, 4), true),
		},
	),
	live: pageOf(live(), { [`story:${floodId}`]: floodState, [`card:${storyId}`]: { kind: "card", card: damCard } }),
	"live-oldest": pageOf(live({ order: "oldest" }), { [`story:${floodId}`]: floodState }),
	"live-ended": pageOf(live({ older: null }), {
		[`story:${floodId}`]: { ...floodState, story: { ...floodStory, state: "ended", endedAt: at("12:20") } },
	}),
	"live-upcoming": pageOf(live({ older: null }), {
		[`story:${floodId}`]: {
			...floodState,
			story: {
				...floodStory,
				state: "upcoming",
				startsAt: at("17:30"),
				postCount: 0,
				updatedAt: null,
				startedAt: null,
			},
			posts: [],
			pinned: [],
			timeline: [],
			keyDevelopments: [],
		},
	}),
	frozen: pageOf(
		live({
			frozen: { boundary: idOf("bnd1"), before: { at: posts[3]?.publishedAt ?? "", id: posts[3]?.id ?? "" } },
			newer: "newest",
			older: idOf("bnd0"),
			addressed: idOf("post27"),
		}),
		{
			[`story:${floodId}`]: {
				...floodState,
				story: { ...floodStory, updatedAt: null, postCount: 0 },
				posts: frozenPosts,
				pinned: [],
				keyDevelopments: [],
				timeline: floodState.timeline.filter((entry) => frozenPosts.some((view) => view.id === timelineKey(entry).id)),
			},
		},
	),
	post: pageOf(live({ addressed: openedPost }), { [`story:${floodId}`]: floodState }),
	section: pageOf(
		{ kind: "section", id: environment.id, before: null },
		{ [`section:${environment.id}`]: list(environment, cards, true) },
	),
	topic: pageOf(
		{ kind: "topic", id: flood.id, before: null },
		{ [`topic:${flood.id}`]: list(flood, cards.slice(0, 3)) },
	),
	author: pageOf(
		{ kind: "author", id: daniel.id, before: null },
		{ [`author:${daniel.id}`]: list(daniel, cards.slice(1)) },
	),
	digest: pageOf({ kind: "digest", digest, earlier: "2026-05-01", later: null }, {}),
	about: pageOf({ kind: "text", page: "about", html: null }, {}),
	imprint: pageOf({ kind: "text", page: "imprint", html: "<p>Port Aldis News, 1 Quay, Port Aldis</p>" }, {}),
	follow: pageOf({ kind: "follow", letter: { state: "form" }, quiet: { from: 1_350, until: 420 } }, {}),
	"follow-wrong": pageOf(
		{ kind: "follow", letter: { state: "invalid", email: "name@example", why: "no-ending" }, quiet: null },
		{},
	),
	"follow-sent": pageOf(
		{ kind: "follow", letter: { state: "sent", email: "name@example.com", at: "19:00" }, quiet: null },
		{},
	),
	...Object.fromEntries(
		Object.entries(testSearches(floodCard, damCard)).map(([name, page]) => [name, pageOf(page, {})]),
	),
	missing: pageOf({ kind: "missing" }, { feed: list(null, cards.slice(0, 4), true) }),
	"post-withdrawn": pageOf(
		{
			...{ kind: "gone", id: floodId, postId: openedPost },
			withdrawal: {
				...{ at: at("12:51"), publishedAt: at("12:22") },
				reason: "It reported a landslip on the valley road. The police say that there was none.",
			},
		},
		{ [`story:${floodId}`]: { ...floodState, posts: [] } },
	),
	failed: pageOf({ kind: "failed", reference: "7f3b91c2kq8w0z" }, {}),
};
