import { z } from "zod";
import { channelSchema, idSchema, instantSchema } from "../../model/index.ts";
import { lineSchema } from "../content.ts";

/** A colour of a partner's theme: `#rgb` or `#rrggbb`, since it is written into a style sheet. */
const colourSchema = z
	.string()
	.regex(/^#([0-9a-f]{3}|[0-9a-f]{6})$/i, "a colour such as #0a5878")
	.nullable();

/** How a partner's embeds look unless a page says otherwise: light, dark, the reader's system, or as the page around it. */
export const partnerThemeSchema = z
	.strictObject({
		scheme: z.enum(["light", "dark", "auto", "host"]).default("auto"),
		/** Links, buttons, focus. */
		accent: colourSchema.default(null),
		/** Text and ground; null: ours. */
		ink: colourSchema.default(null),
		paper: colourSchema.default(null),
		/** Of the corners, CSS pixels. */
		radius: z.int().min(0).max(24).nullable().default(null),
	})
	.meta({ id: "PartnerTheme" });
export type PartnerTheme = z.infer<typeof partnerThemeSchema>;

/**
 * A site's origin as browsers send it: scheme, host, and port where it is not the scheme's own. `https`, and `http` on a
 * partner's own machine; a name that differs only in its case or has a path is brought into this form.
 */
export const originSchema = z
	.string()
	.trim()
	.max(300)
	.transform((text, context) => {
		const url = URL.canParse(text) ? new URL(text) : null;
		const isLocal = url?.hostname === "localhost" || url?.hostname === "127.0.0.1" || url?.hostname === "[::1]";
		// A semicolon, comma or space would end the list of frame-ancestors; the host of a URL can hold a few such signs.
		const isPlain = url !== null && /^[a-z]+:\/\/[a-z0-9.:[\]_-]+$/.test(url.origin);
		if (url && isPlain && (url.protocol === "https:" || (url.protocol === "http:" && isLocal))) return url.origin;
		context.addIssue({ code: "custom", message: "an origin such as https://www.example.com" });
		return z.NEVER;
	});

/** What a partner may show: everything that readers see, or what it names; a list's channel brings the stories in it. */
export const partnerChannelSchema = z.union([z.literal("*"), channelSchema]);

const written = {
	name: lineSchema(100).min(1),
	origins: z.array(originSchema).min(1).max(50),
	channels: z.array(partnerChannelSchema).min(1).max(200),
	theme: partnerThemeSchema,
	/** Connections and requests a second on each server; four times as many may come at once. */
	rate: z.int().min(1).max(1_000),
};

/** `POST /api/v1/partners`. */
export const partnerInputSchema = z
	.strictObject({
		...written,
		theme: partnerThemeSchema.default({ scheme: "auto", accent: null, ink: null, paper: null, radius: null }),
		rate: written.rate.default(50),
	})
	.meta({ id: "PartnerInput" });
export type PartnerInput = z.output<typeof partnerInputSchema>;

/** `PATCH /api/v1/partners/:id`. */
export const partnerPatchSchema = z.strictObject(written).partial().meta({ id: "PartnerPatch" });
export type PartnerPatch = z.output<typeof partnerPatchSchema>;

/** `POST /api/v1/partners/:id/rotate`: for so long the key of before opens, too. */
export const partnerRotationSchema = z
	.strictObject({ graceHours: z.int().min(0).max(168).default(0) })
	.meta({ id: "PartnerRotation" });

/** What a partner used on a day of the site. */
export const partnerDaySchema = z.object({
	day: z.iso.date(),
	/** Connections that were opened. */
	connections: z.int(),
	/** Updates that were handed to them. */
	deliveries: z.int(),
	/** Frames, fragments and first states that were answered. */
	fragments: z.int(),
	/** What was refused: a foreign origin or channel, too many a second. */
	refused: z.int(),
});
export type PartnerDay = z.infer<typeof partnerDaySchema>;

/** A site that may embed. Its key is no secret: it stands in its pages, and opens from its origins alone. */
export const partnerSchema = z
	.object({
		id: idSchema,
		revision: z.int(),
		name: z.string(),
		key: z.string(),
		/** Until when the key of before still opens; null when none does. */
		previousUntil: instantSchema.nullable(),
		origins: z.array(z.string()),
		channels: z.array(z.string()),
		theme: partnerThemeSchema,
		rate: z.int(),
		createdAt: instantSchema,
		createdBy: z.string(),
		revokedAt: instantSchema.nullable(),
		/** Connections that are open now, on all servers. */
		open: z.int(),
		/** The last 14 days in which anything was used, newest first. */
		days: z.array(partnerDaySchema),
	})
	.meta({ id: "Partner" });
export type Partner = z.infer<typeof partnerSchema>;

/** A partner's part in a receipt: so many of its readers' pages were handed it. */
export const partnerScreensSchema = z.object({ id: idSchema, name: z.string(), screens: z.int() });
export type PartnerScreens = z.infer<typeof partnerScreensSchema>;
