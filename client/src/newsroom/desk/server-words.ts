import { msg, str } from "@lit/localize";
import { currentLocale } from "../locale.ts";
import { sourceLocale } from "../locales/codes.ts";

/** What a server refuses: a problem of the API, or the refusal of a submission. */
interface Refusal {
	readonly code: string;
	readonly message: string;
}

/** A message by its English words. Those of {@link serverSentences} are collected; others come back as they are. */
const translate: (english: string) => string = msg;

/** Sentences with a name in them. A slug stays, an id says nothing to anybody. */
const withNames: [pattern: RegExp, say: (name: string) => string][] = [
	[/^Another story has or had the slug (\S+)\.$/, (slug) => msg(str`Another story has or had the address “${slug}”.`)],
	[
		/^(?:Another author has the slug (?=\S+\.)|The slug (?=\S+ is taken\.))(\S+?)(?: is taken)?\.$/,
		(slug) => msg(str`The address “${slug}” is taken.`),
	],
	[/^Too many tries\. Try again in (\d+) s\.$/, (seconds) => msg(str`Too many tries. Try again in ${seconds} s.`)],
	[/^There is no (?:such )?story\b/, () => msg("There is no such story.")],
	[/^There is no (?:such |published )?post\b/, () => msg("There is no such post.")],
	[/ is under embargo until (\S+)\.$/, () => msg("It is under embargo: nothing of it goes out before.")],
	[/^The (?:story|post) \S+ is withdrawn/, () => msg("It is withdrawn: restore it first.")],
	[/^The (?:story|post) \S+ is not published yet\.$/, () => msg("It is not published yet.")],
];

/** What stays to be said of a code, when the sentence itself is not known. */
const byCode = (): Record<string, string> => ({
	bad_request: msg("The server did not understand this."),
	unauthenticated: msg("Sign in first."),
	forbidden: msg("Your account may not do that."),
	not_found: msg("It is not there any more."),
	conflict: msg("That does not go as things stand."),
	slug_taken: msg("This address is taken."),
	not_published: msg("It is not published yet."),
	not_live: msg("This story takes no posts."),
	already_published: msg("It is published already."),
	already_withdrawn: msg("It is withdrawn already."),
	not_withdrawn: msg("It is not withdrawn."),
	not_cancellable: msg("It is too late to take it back."),
	embargoed: msg("It is under embargo: nothing of it goes out before."),
	erased: msg("It was erased for good."),
	withdrawn: msg("It is withdrawn: restore it first."),
	revision_mismatch: msg("Somebody changed it since you read it."),
	payload_too_large: msg("It is too large."),
	unsupported_media_type: msg("This kind of file is not taken."),
	invalid: msg("Something in it is not right."),
	unknown_reference: msg("It names something that does not exist."),
	rate_limited: msg("That was too often. Wait a minute, then try again."),
	internal: msg("Something went wrong at the server. What you wrote is kept."),
	busy: msg("The server is busy."),
	unexpected: msg("The answer could not be read. Reload the page and look whether it is live."),
});

/**
 * A refusal in the language of the console. English has the server's own sentence; another language its translation, or
 * what its code says, which is less. An editor's note on what was sent back stays as it was written.
 */
export function sayRefusal(refusal: Refusal): string;
export function sayRefusal(refusal: Refusal | null | undefined): string | null;
export function sayRefusal(refusal: Refusal | null | undefined): string | null {
	if (!refusal) return null;
	const { code, message } = refusal;
	if (currentLocale() === sourceLocale || code === "sent_back") return message;
	const whole = translate(message);
	if (whole !== message) return whole;
	for (const [pattern, say] of withNames) {
		const match = pattern.exec(message);
		if (match) return say(match[1] ?? "");
	}
	return byCode()[code] ?? message;
}
