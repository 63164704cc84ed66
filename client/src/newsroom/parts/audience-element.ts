import type { AudienceView } from "@dateline/shared/protocol";
import type { PropertyValues } from "lit";
import { DeskElement } from "./desk-element.ts";

/** An element that shows how a story is read. */
export abstract class AudienceElement extends DeskElement {
	static override properties = { storyId: {} };
	declare storyId: string;
	private leave: () => void = () => undefined;

	constructor() {
		super();
		this.storyId = "";
	}

	override connectedCallback() {
		if (!this.hasUpdated) this.watch(this.desk.together.observe);
		super.connectedCallback();
		if (this.storyId !== "") this.follow();
	}

	override disconnectedCallback() {
		super.disconnectedCallback();
		this.leave();
		this.leave = () => undefined;
	}

	protected override updated(changed: PropertyValues<this>) {
		if (this.hasUpdated && changed.get("storyId")) this.follow();
	}

	private follow() {
		const { leave } = this;
		this.leave = this.desk.audience.follow(this.storyId, () => this.requestUpdate());
		leave();
	}

	protected get audience(): AudienceView | null {
		return this.desk.audience.of(this.storyId);
	}

	/** Screens in each minute of the last hour, oldest first. */
	protected get minutes(): number[] {
		return (this.audience?.minutes ?? []).map(({ readers }) => readers);
	}
}
