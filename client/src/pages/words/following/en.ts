export const words = () => ({
	waiting: "Waiting for your answer…",
	waitingText: (site: string) =>
		`Your browser is asking whether ${site} may send you notices. Nothing is sent until you allow it.`,
	blocked: "Notices are blocked.",
	blockedText: (site: string) =>
		`Your browser does not let ${site} send any. Allow them in its settings for this site, then come back to this page.`,
	showHow: "Show me how",
	/** How notices are allowed again, by browser: its name, and what to press. */
	ways: [
		[
			"Chrome or Edge on a computer",
			"Press the sign at the start of the address, then Notifications, and choose Allow.",
		],
		["Firefox", "Press the padlock beside the address, then remove “Blocked” at Send notifications."],
		["Safari on a Mac", "Open Safari’s Settings, then Websites, then Notifications, and choose Allow for this site."],
		["Android", "Press the sign beside the address, then Permissions, then Notifications, and turn them on."],
		["iPhone or iPad", "Open Settings, then Notifications, find this site’s app in the list, and turn them on."],
	] as readonly (readonly [browser: string, steps: string])[],
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
