import type { AuditLine } from "@dateline/shared/protocol";
import { msg } from "@lit/localize";

/** What was done, as words. What a later version names differently stands as it is. */
export function sayAction(action: string): string {
	const words: Record<string, () => string> = {
		"story.create": () => msg("made a story"),
		"story.update": () => msg("changed a story"),
		"story.publish": () => msg("published a story"),
		"story.start": () => msg("started a live story"),
		"story.end": () => msg("ended a live story"),
		"story.withdraw": () => msg("withdrew a story"),
		"story.restore": () => msg("restored a story"),
		"story.corrections": () => msg("corrected a story"),
		"story.erase": () => msg("erased a text for good"),
		"post.create": () => msg("wrote a post"),
		"post.update": () => msg("changed a post"),
		"post.remove": () => msg("withdrew a post"),
		"post.withdraw": () => msg("withdrew a post"),
		"post.restore": () => msg("restored a post"),
		"post.publish": () => msg("published a post"),
		"post.move": () => msg("moved posts"),
		"post.merge": () => msg("merged posts"),
		"post.break_out": () => msg("broke a post out into a story"),
		"key_development.create": () => msg("wrote a key development"),
		"key_development.update": () => msg("changed a key development"),
		"key_development.remove": () => msg("withdrew a key development"),
		"key_development.restore": () => msg("restored a key development"),
		"digest.put": () => msg("published a digest"),
		"media.create": () => msg("brought in a picture"),
		"media.update": () => msg("changed the words of a picture"),
		"submission.approve": () => msg("approved a contribution"),
		"submission.cancel": () => msg("cancelled a submission"),
		"submission.send_back": () => msg("sent a contribution back"),
		"lease.take_over": () => msg("took over editing"),
		"site.update": () => msg("changed the site"),
		"section.create": () => msg("made a section"),
		"section.update": () => msg("changed a section"),
		"topic.create": () => msg("made a topic"),
		"topic.update": () => msg("changed a topic"),
		"author.create": () => msg("made an author"),
		"author.update": () => msg("changed an author"),
		"story.add_member": () => msg("added somebody to a story"),
		"story.remove_member": () => msg("took somebody out of a story"),
		"story.restrict": () => msg("restricted a story, or opened it"),
		"key_development.order.put": () => msg("ordered the key developments"),
		"media.embargo.put": () => msg("set the embargo of a picture"),
		"media.cuts": () => msg("cut a picture"),
		"media.make": () => msg("had a picture made anew"),
		"media.uploaded": () => msg("brought in a picture"),
		"preview.create": () => msg("made a preview link"),
		"preview.remove": () => msg("cut off a preview link"),
		"template.create": () => msg("made a template"),
		"template.update": () => msg("changed a template"),
		"template.remove": () => msg("took a template away"),
		"submission.update": () => msg("changed when something goes out"),
		"submission.edit": () => msg("edited a contribution"),
		"account.create": () => msg("made an account"),
		"account.change": () => msg("changed an account"),
		"account.close": () => msg("closed an account"),
		"account.invite": () => msg("invited somebody"),
		"account.renew_invitation": () => msg("renewed an invitation"),
		"account.take_back_invitation": () => msg("took an invitation back"),
		"account.reset_link": () => msg("made a link for a new password"),
		"account.reset_password": () => msg("set a new password"),
		"account.reset_codes": () => msg("reset the codes of an account"),
		"account.remove_passkey": () => msg("removed a passkey"),
		"account.rules": () => msg("changed the rules of signing in"),
		"account.sign_out": () => msg("signed a device out"),
		"account.sign_out_everywhere": () => msg("signed all devices out"),
		"token.create": () => msg("made a token"),
		"token.revoke": () => msg("revoked a token"),
		"audit.export": () => msg("exported the audit log"),
		"queue.change": () => msg("changed the queue"),
	};
	return words[action]?.() ?? action.replace(/[._]/g, " ");
}

/** What a kind of actions is about, by the first word of their names. */
export function sayKind(kind: string): string {
	const words: Record<string, () => string> = {
		account: () => msg("accounts"),
		audit: () => msg("the audit log"),
		author: () => msg("authors"),
		digest: () => msg("digests"),
		key_development: () => msg("key developments"),
		lease: () => msg("taking over"),
		media: () => msg("pictures"),
		post: () => msg("posts"),
		preview: () => msg("preview links"),
		queue: () => msg("the queue"),
		section: () => msg("sections"),
		site: () => msg("the site"),
		story: () => msg("stories"),
		submission: () => msg("what is handed in"),
		template: () => msg("templates"),
		token: () => msg("tokens"),
		topic: () => msg("topics"),
	};
	return words[kind]?.() ?? kind.replace(/_/g, " ");
}

/** The small facts of a line, as text. */
export const sayDetail = ({ detail }: AuditLine): string =>
	Object.entries(detail)
		.filter(([key]) => key !== "submission")
		.map(
			([key, value]) =>
				`${key}: ${Array.isArray(value) ? value.join(", ") : typeof value === "object" ? JSON.stringify(value) : String(value)}`,
		)
		.join(" · ");
