import type { CorrectionView } from "@dateline/shared/model";
import { html, type TemplateResult } from "lit";
import type { Context } from "../context.ts";
import { comma } from "../format-time.ts";
import { time } from "./time.ts";

/** Corrections, in full and with their times. */
export function corrections(context: Context, notes: readonly CorrectionView[]): TemplateResult[] {
	return notes.map(
		(note) =>
			html`<div class="correction" id=${`c-${note.id}`}><b>${context.words.correction}${comma(context.time.language)}${time(context, note.at)}.</b> <bdi>${note.text}</bdi></div>`,
	);
}
