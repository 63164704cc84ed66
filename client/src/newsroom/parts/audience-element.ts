import type { AudienceView } from "@dateline/shared/protocol";
import { api } from "../desk/api.ts";
import { DeskElement } from "./desk-element.ts";

/** An element that shows how a story is read; what could not be read again stays as it was. */
export abstract class AudienceElement extends DeskElement {
	static override properties = { storyId: {}, audience: { state: true } };
	declare storyId: string;
	declare audience: AudienceView | null;
	/** How often the sums are read again, milliseconds. */
	protected abstract readonly interval: number;
	private timer: ReturnType<typeof setInterval> | undefined;

	constructor() {
		super();
		this.storyId = "";
		this.audience = null;
	}

	override connectedCallback() {
		if (!this.hasUpdated) this.watch(this.desk.together.observe);
		super.connectedCallback();
		this.timer = setInterval(() => void this.load(), this.interval);
		void this.load();
	}

	override disconnectedCallback() {
		super.disconnectedCallback();
		clearInterval(this.timer);
	}

	/** Screens in each minute of the last hour, oldest first. */
	protected get minutes(): number[] {
		return (this.audience?.minutes ?? []).map(({ readers }) => readers);
	}

	private async load() {
		this.audience = await api.audience(this.storyId).catch(() => this.audience);
	}
}
