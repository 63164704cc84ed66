import { createHash } from "node:crypto";
import { ProblemError } from "@dateline/shared/protocol";
import { z } from "zod";
import { type FeedItem, pastInstant, plainText, webAddress } from "./feed-item.ts";
import { paragraphs } from "./parse-ninjs.ts";

const text = z.string().max(400_000);
/** What a program may send: as JSON, or as the fields of a form. Other members are left alone. */
const inboundSchema = z.looseObject({
	/** Its own id: what comes again under it is a change. Without one, equal texts are the same. */
	id: z.union([z.string().max(500), z.number()]).optional(),
	headline: text.optional(),
	title: text.optional(),
	text: text.optional(),
	html: text.optional(),
	body: text.optional(),
	content: text.optional(),
	url: z.string().max(2_000).optional(),
	publishedAt: z.string().max(60).optional(),
	/** Takes back what came under this id. */
	withdrawn: z.union([z.boolean(), z.enum(["true", "false", "1", "0"])]).optional(),
});

/**
 * What was sent to an inbound wire, as an item: JSON, a form, or plain text.
 *
 * @throws {ProblemError} `invalid`, `bad_request`, `unsupported_media_type`
 */
export function readInbound(type: string, body: string): FeedItem {
	if (type === "" || type === "text/plain") return itemOf({ text: body });
	if (type === "application/x-www-form-urlencoded") {
		const fields = Object.fromEntries(new URLSearchParams(body));
		// What `curl -d "a sentence"` sends: one name without a value.
		const [only] = Object.keys(fields);
		const isSentence =
			only !== undefined && Object.keys(fields).length === 1 && fields[only] === "" && !body.includes("=");
		if (isSentence) return itemOf({ text: body });
		const hasKnown = Object.keys(fields).some((name) => name in inboundSchema.shape);
		return itemOf(hasKnown ? fields : { text: body });
	}
	if (type !== "application/json" && !type.endsWith("+json")) {
		throw new ProblemError("unsupported_media_type", "Send JSON, a form, or plain text.");
	}
	try {
		return itemOf(JSON.parse(body));
	} catch (error) {
		if (error instanceof ProblemError) throw error;
		throw new ProblemError("bad_request", "The body is no JSON.");
	}
}

function itemOf(given: unknown): FeedItem {
	const parsed = inboundSchema.safeParse(given);
	if (!parsed.success) {
		const [issue] = parsed.error.issues;
		throw new ProblemError("invalid", `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "does not fit"}`);
	}
	const { id, headline, title, text: plain, html, body, content, url, publishedAt, withdrawn } = parsed.data;
	const killed = withdrawn === true || withdrawn === "true" || withdrawn === "1";
	const written = plain ?? body ?? content ?? "";
	const markup = html ?? paragraphs(written);
	const name = plainText(headline ?? title ?? "");
	if (killed && id === undefined) throw new ProblemError("invalid", "Name the id of what is taken back.");
	if (!killed && name === "" && plainText(markup) === "") throw new ProblemError("invalid", "There is no text in it.");
	const hash = createHash("sha256").update(`${name}\n${markup}`).digest("hex").slice(0, 32);
	return {
		guid: id === undefined ? `text:${hash}` : String(id),
		...{ title: name, html: markup, link: webAddress(url, undefined), at: pastInstant(publishedAt) },
		...{ killed, note: null },
	};
}
