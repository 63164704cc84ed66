import { z } from "zod";
import { idSchema } from "./id.ts";

/** A picture as readers get it. Width and height are pixels of the original; `focus` is 0 to 1 from the top left. */
export const mediaViewSchema = z
	.object({
		id: idSchema,
		revision: z.int().min(1),
		url: z.string(),
		type: z.string(),
		width: z.int().positive(),
		height: z.int().positive(),
		alt: z.string(),
		caption: z.string(),
		credit: z.string(),
		focus: z.object({ x: z.number().min(0).max(1), y: z.number().min(0).max(1) }),
		renditions: z.array(z.object({ url: z.string(), type: z.string(), width: z.int().positive() })),
	})
	.meta({ id: "MediaView" });
export type MediaView = z.infer<typeof mediaViewSchema>;
