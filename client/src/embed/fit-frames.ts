/** What a frame of ours says to the page that it stands on. */
interface HeightMessage {
	dateline: "height";
	height: number;
}

const isHeight = (message: unknown): message is HeightMessage => {
	const given = message as Partial<HeightMessage> | null;
	return given?.dateline === "height" && Number.isFinite(given.height);
};

/** On a partner's page: makes the frames of `home` as high as they say they are, each only itself. */
export function fitFrames(home: string): void {
	addEventListener("message", ({ origin, data, source }) => {
		if (origin !== home || !isHeight(data)) return;
		for (const frame of document.querySelectorAll("iframe")) {
			if (frame.contentWindow !== source) continue;
			frame.height = String(Math.min(10_000, Math.max(40, Math.ceil(data.height))));
		}
	});
}

/**
 * In a frame: tells the page around it how high it is, whenever that changes, and no page but a partner's.
 *
 * @param allowed the origins that may frame this page; `*` stands for any, of what anybody may frame
 */
export function tellHeight(allowed: readonly string[]): void {
	const around = originAround();
	const target =
		around !== null && (allowed.includes("*") || around === location.origin || allowed.includes(around))
			? around
			: null;
	if (target === null || parent === window) return;
	let last = 0;
	new ResizeObserver(() => {
		const height = Math.ceil(document.body.getBoundingClientRect().height);
		if (height === last) return;
		last = height;
		const message: HeightMessage = { dateline: "height", height };
		parent.postMessage(message, target);
	}).observe(document.body);
}

/** The origin of the page around: as the browser says it, or as the page's address that led here. */
function originAround(): string | null {
	const [nearest] = location.ancestorOrigins ?? [];
	if (nearest) return nearest;
	return URL.canParse(document.referrer) ? new URL(document.referrer).origin : null;
}
