/** What a reader can ask for by a click or a key on one of the page's links and buttons. */
export interface Actions {
	showUpdates(): void;
	/** `byKeyboard`: the focus then goes on to what was loaded. */
	showMore(address: string, byKeyboard: boolean): void;
	openCard(storyId: string, address: string): void;
	retry(): void;
	reload(): void;
	dismiss(): void;
	/** Another order of the stream; false when only the page behind the link can do it. */
	reorder(address: URL): boolean;
}

/** Does what is clicked, in place of the browser where we can do it better. Returns the end of it. */
export function watchActions(root: HTMLElement, actions: Actions): () => void {
	const stop = new AbortController();
	root.addEventListener("click", (event) => handleClick(event, actions), { signal: stop.signal });
	return () => stop.abort();
}

function handleClick(event: MouseEvent, actions: Actions): void {
	if (
		event.defaultPrevented ||
		event.button !== 0 ||
		event.ctrlKey ||
		event.metaKey ||
		event.shiftKey ||
		event.altKey
	) {
		return;
	}
	const target = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-action], .order a") : null;
	if (!target) return;
	const address = target instanceof HTMLAnchorElement ? target.href : location.href;
	switch (target.dataset["action"]) {
		case "show-updates":
			actions.showUpdates();
			break;
		case "show-more":
			actions.showMore(address, event.detail === 0);
			break;
		case "open":
			actions.openCard(target.dataset["story"] ?? "", address);
			break;
		case "retry":
			actions.retry();
			break;
		case "reload":
			actions.reload();
			break;
		case "dismiss":
			actions.dismiss();
			break;
		case "follow":
			import("../follow/follow-button.ts").then(
				({ pressFollow }) => pressFollow(target),
				() => location.assign("/follow"),
			);
			break;
		case undefined:
			if (!actions.reorder(new URL(address))) return;
			break;
		default:
			return;
	}
	event.preventDefault();
}
