/**
 * Every word that the interface of a reader's page says. A translation is another object of this shape; what takes a
 * number or a name is a function, since word order and plurals are the language's.
 */
export const english = {
	language: "en",
	direction: "ltr",

	skip: "Skip to the news",
	newsFeed: "News Feed",
	live: "Live",
	digest: "Digest",
	sections: "Sections",
	allSections: "All sections",
	theme: { system: "Theme: as the device", light: "Theme: light", dark: "Theme: dark" },
	liveNow: "Live now",
	starts: "Starts",
	ended: "Ended",
	liveSince: "Live since",

	lastUpdate: "last update",
	pageOf: "Page of",
	refresh: "Refresh",
	reconnecting: "Reconnecting…",
	offline: "Offline",
	tryAgain: "Try again",
	coverageEnded: "This coverage ended",
	coverageStarts: "The coverage starts",

	newUpdates: (count: number) => (count === 1 ? "1 new update" : `${count} new updates`),
	goToLatest: "Go to the latest",
	unreadFromHere: "Unread from here",
	countSince: (count: number) => `${count} since`,
	readUpToHere: "You had read up to here",

	updated: "Updated",
	published: "Published",
	minRead: (minutes: number) => `${minutes} min read`,
	posts: (count: number) => (count === 1 ? "1 post" : `${count} posts`),
	by: "By",
	and: "and",
	pictureCredit: "Picture:",

	share: "Share",
	copyLink: "Copy link",
	linkCopied: "Link copied",
	copyLinkTo: " to:",
	followLive: "Follow it live",
	latestPosts: "Latest posts",
	showMore: "Show More",
	showMoreOf: " of",
	showMoreIn: " in the",
	loading: "Loading…",
	couldNotLoad: "Could not load. Try again",
	readMore: "Read more",
	readMoreFrom: (name: string) => ` from ${name}`,
	relatedStory: "Related story",
	about: (name: string) => `About ${name}`,
	nextInFeed: "Next in the News Feed",
	moreOnThis: "More on this",
	topics: "Topics",

	keyDevelopmentsOn: (day: string) => `Key developments on ${day}`,
	wholeDigest: (count: number) => (count === 1 ? "The day’s digest" : `All ${count} in the day’s digest`),
	earlierDigests: "Earlier digests",
	corrections: "Corrections",
	correction: "Correction",
	corrected: "Corrected",
	readTheCorrection: "Read the correction",

	keyEvents: "Key events",
	keyEvent: "Key event",
	pinned: "Pinned",
	pinnedFrom: "from",
	showAll: "Show more",
	showLess: "Show less",
	breaking: "Breaking",
	edited: "Edited",
	postOf: (time: string) => `Post of ${time}`,
	newestFirst: "Newest first",
	oldestFirst: "Oldest first",
	orderOfPosts: "Order of posts",
	noPostsYet: "The first post will appear here. You need not reload.",
	showOlderPosts: "Show older posts",
	showLaterPosts: "Show later posts",
	pagesOfCoverage: "Pages of this coverage",
	newest: "Newest",
	newer: "Newer",
	older: "Older",
	oldest: "Oldest",
	complete: "This page is complete and keeps its address.",
	readingFrozen: "You are reading an older page of this coverage.",
	openedPost: "The post you opened",
	openedPostOf: "You opened the post of",
	goToIt: "Go to it",

	section: "Section",
	topic: "Topic",
	reporter: "Reporter",
	desk: "Desk",
	contact: "Contact",
	email: "E-mail",
	nothingHereYet: "Nothing has been published here yet.",
	firstWillAppear: "The first story will appear here. You need not reload.",
	olderStories: "Older stories",
	backToNewest: "Back to the newest",

	developments: (count: number) => (count === 1 ? "1 development" : `${count} developments`),
	postIn: "Post in",
	story: "Story:",
	otherDays: "Other days",
	allDigests: "News Feed",
	noEarlierDigest: "No earlier digest",
	noLaterDigest: "No later digest",
	noDevelopments: (day: string) => `No key developments on ${day}.`,
	noneWerePicked: "The editors picked none.",

	notFound: "Not found",
	missingTitle: "There is no page at this address",
	missingText:
		"It may have been mistyped, or cut off in a message. No story of ours ever loses its address: old ones lead on by themselves.",
	withdrawn: "Withdrawn",
	storyWithdrawn: "This story was withdrawn",
	storyWithdrawnText: "It is no longer shown. Its address stays, and this is what we have published since.",
	postWithdrawn: "This post was withdrawn",
	postWithdrawnText: "Its words are not shown any more. The coverage that it was part of goes on.",
	postWithdrawnAt: "This post was withdrawn at",
	storyWithdrawnAt: "This story was withdrawn at",
	coverageItWasPartOf: "The coverage it was part of",
	goToCoverage: "Go to the coverage",
	ourMistake: "Our mistake",
	failedTitle: "We could not put this page together",
	failedText: "The fault is ours and has been reported to the people who can mend it. The news itself is safe.",
	ifYouWrite: "If you write to us, name",
	goToFeed: "Go to the News Feed",
	theLatest: "The latest",

	noticeOfSite: (site: string) => `Notice from ${site}`,
	newVersion: (site: string) => `${site} has a new version.`,
	newVersionText: "Reload when it suits you; your place on the page is kept.",
	tooOld: "This page is too old to be updated.",
	tooOldText: "Reload it to see the news.",
	preview: "This is a preview.",
	previewText: "It was sent to you alone, is not updated, and may still change. Please do not pass it on.",
	savedCopy: "You are offline.",
	savedCopyText: "This page is a copy and is not updated.",
	online: "Online again.",
	onlineText: "Everything is here.",
	reloadNow: "Reload now",
	notNow: "Not now",

	loadEmbed: "Load it here",
	embedFrom: (provider: string) => `From ${provider}`,
	embedWarning: (provider: string) => `If you load it, ${provider} will see your address and may set cookies.`,
	openAt: (host: string) => `Open at ${host}`,

	liveCoverage: "Live coverage",
	news: "News",
	more: "More",
	aboutNewsroom: "About the newsroom",
	contactUs: "Contact",
	imprint: "Imprint",
	privacy: "Privacy",
	terms: "Terms of use",
	accessibility: "Accessibility",
	allTimes: (place: string, offset: string) =>
		place === "UTC" ? "All times are UTC" : `All times are ${place} time (${offset})`,
} as const;

type Widened<T> = {
	[K in keyof T]: T[K] extends string
		? string
		: T[K] extends (...words: infer A) => string
			? (...words: A) => string
			: Widened<T[K]>;
};
export type Words = Widened<typeof english>;

const translations: Readonly<Record<string, Words>> = { en: english };

/** The words of a language, of its main language, or English. */
export function wordsFor(language: string): Words {
	return translations[language] ?? translations[language.split("-")[0] ?? ""] ?? english;
}
