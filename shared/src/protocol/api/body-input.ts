import { z } from "zod";
import { documentSchema } from "../../model/index.ts";

/** The formats in which a body may come in, beside the editor's own document. */
export const bodyFormats = ["markdown", "html", "text"] as const;

/** A body as it is handed in; whatever it is, it becomes one sanitised document. */
export const bodyInputSchema = z
	.union([z.strictObject({ format: z.enum(bodyFormats), value: z.string().max(400_000) }), documentSchema])
	.meta({
		id: "BodyInput",
		description:
			"Text as markdown, html or text, or the editor's own document. What the document cannot hold is left out; its words are kept.",
	});
export type BodyInput = z.infer<typeof bodyInputSchema>;
