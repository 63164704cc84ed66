export const words = () => ({
	skip: "Skip to the news",
	theme: { system: "Theme: as the device", light: "Theme: light", dark: "Theme: dark" },
	savedCopy: "You are offline.",
	alerts: "Alerts",
	newsletter: "Newsletter",
	news: "News",
	aboutNewsroom: "About the newsroom",
	contactUs: "Contact",
	imprint: "Imprint",
	privacy: "Privacy",
	terms: "Terms of use",
	accessibility: "Accessibility",
	allTimes: (place: string, offset: string) =>
		place === "UTC" ? "All times are UTC" : `All times are ${place} time (${offset})`,
	ownTimes: (place: string, offset: string) => `Times are in your own time zone. ${place}: ${offset}`,
});
