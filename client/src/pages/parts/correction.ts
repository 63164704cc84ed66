import type { CorrectionView } from "@dateline/shared/model";
import { html, nothing, type TemplateResult } from "lit";
import type { Context } from "../context.ts";
import { comma } from "../format-time.ts";
import { time } from "./time.ts";

/** Corrections, in full and with their times; `changes` is where it is shown what they changed. */
export function corrections(context: Context, notes: readonly CorrectionView[], changes: string): TemplateResult[] {
	const { words, view } = context;
	const link = view.notice === "preview" ? nothing : html` <a class="link" href=${changes}>${words.seeWhatChanged}</a>`;
	return notes.map(
		(note) =>
			html`<div class="correction" id=${`c-${note.id}`}><b>${words.correction}${comma(context.time.language)}${time(context, note.at)}.</b> <bdi>${note.text}</bdi>${link}</div>`,
	);
}
