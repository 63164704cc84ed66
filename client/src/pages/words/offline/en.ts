import type { Forms } from "../forms.ts";

export const words = ({ number, plural }: Forms) => ({
	copyOf: (time: string) => `This is the copy of ${time}.`,
	changedSince: "This page may have changed.",
	title: "You are offline, and this page is not on your device",
	opensByItself: "It opens by itself as soon as there is a connection.",
	onDevice: "These you have already read here, and can read again now:",
	nothingOnDevice: "Nothing that you have read here is on your device yet.",
	lookingForConnection: "Looking for a connection…",
	nextTryIn: (seconds: number) => `next try in ${number(seconds)} s`,
	tryNow: "Try now",
	asOf: "As of",
	stories: (count: number) => plural(count, { one: "# story", other: "# stories" }),
});
