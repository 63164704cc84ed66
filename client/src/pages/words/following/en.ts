export const words = () => ({
	waiting: "Waiting for your answer…",
	waitingText: (site: string) =>
		`Your browser is asking whether ${site} may send you notices. Nothing is sent until you allow it.`,
	blocked: "Notices are blocked.",
	blockedText: (site: string) =>
		`Your browser does not let ${site} send any. Allow them in its settings for this site, then come back to this page.`,
	cannot: "This browser has no notices",
	cannotText: (site: string) => `On a phone, add ${site} to the home screen first. The letter works everywhere.`,
	notNow: "You have not been signed up. We will not ask again unless you press the button.",
	notSaved: "Not saved.",
	notFollowing: (site: string) => `There was no answer from ${site}. You are not following this yet.`,
	tryAgain: "Try again",
	following: "Following",
	followingText: "On this device.",
	choose: "Choose what you get",
	byMail: "Get it by e-mail",
});
