export const words = () => ({
	notFound: "Not found",
	missingTitle: "There is no page at this address",
	missingText:
		"It may have been mistyped, or cut off in a message. No story of ours ever loses its address: old ones lead on by themselves.",
	postWithdrawn: "This post was withdrawn",
	postWasPosted: "It was posted in our live coverage:",
	postWithdrawnText: "Its words are not shown any more. The coverage that it was part of goes on.",
	coverageItWasPartOf: "The coverage it was part of",
	goToCoverage: "Go to the coverage",
	ourMistake: "Our mistake",
	failedTitle: "We could not put this page together",
	failedText: "The fault is ours and has been reported to the people who can mend it. The news itself is safe.",
	ifYouWrite: "If you write to us, name",
});
