import { z } from "zod";
import { idSchema } from "./id.ts";

export const mediaKindSchema = z.enum(["image", "video", "audio"]);
export type MediaKind = z.infer<typeof mediaKindSchema>;

/**
 * A picture, video or sound as readers get it. Width and height are pixels of the original, 0 when there are none or
 * they are not known; `focus` is 0 to 1 from the top left. Without a `kind` it is a picture, as in events of the first
 * release. `duration` is seconds.
 *
 * `tone` are the colours that a picture's room has until it is there: lightness in tenths and hue (`a` to `l`, `n` for
 * grey), of its upper half, then of its lower one, as `tones.css` reads them.
 *
 * The addresses of the renditions stand here from the first moment; until the worker has made one, its address leads to
 * the file itself.
 */
export const mediaViewSchema = z
	.object({
		id: idSchema,
		revision: z.int().min(1),
		kind: mediaKindSchema.optional(),
		url: z.string(),
		type: z.string(),
		width: z.int().min(0),
		height: z.int().min(0),
		alt: z.string(),
		caption: z.string(),
		credit: z.string(),
		focus: z.object({ x: z.number().min(0).max(1), y: z.number().min(0).max(1) }),
		renditions: z.array(z.object({ url: z.string(), type: z.string(), width: z.int().positive() })),
		poster: z.string().optional(),
		duration: z.number().min(0).optional(),
		tone: z.string().optional(),
	})
	.meta({ id: "MediaView" });
export type MediaView = z.infer<typeof mediaViewSchema>;
