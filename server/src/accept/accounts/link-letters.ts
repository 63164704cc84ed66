import { noteLink, type OpenRecord, readSite } from "@dateline/shared/database";
import type { Letter, Mailer } from "@dateline/workers/mail";
import type { AccountSettings } from "./auth-engine.ts";
import { type LinkPlan, linkHours, makeLink } from "./one-time-links.ts";

/** What makes links and sends them. */
export interface LinkParts {
	database: Pick<OpenRecord, "kysely">;
	settings: Pick<AccountSettings, "publicUrl">;
	mailer: Mailer;
}

/**
 * Makes a link and sends it to the address that it is for. Where no mail server is set up, or the letter did not go, the
 * link is answered, to be handed over by whatever way one trusts; a link that went by mail is shown to nobody else.
 */
export async function issueLink(
	{ database, settings, mailer }: LinkParts,
	plan: LinkPlan,
): Promise<{ id: string; link: string | null; mailed: boolean }> {
	const { id, link } = await makeLink({ database, publicUrl: settings.publicUrl }, plan);
	if (mailer === null || !plan.email) return { id, link, mailed: false };
	const { name } = await readSite(database.kysely);
	const write = plan.purpose === "reset" ? writeReset : writeInvitation;
	const mailed = (await mailer({ to: plan.email, ...write(name, link, plan) })) === "sent";
	if (mailed) await noteLink(database.kysely, id, "mailed_at");
	return { id, link: mailed ? null : link, mailed };
}

const writeInvitation = (site: string, link: string, plan: LinkPlan): Omit<Letter, "to"> => ({
	subject: `Your account in the newsroom of ${oneLine(site)}`,
	text: `${plan.name ? `${plan.name},` : "Hello,"}

${plan.createdByName || "An administrator"} has invited you to the newsroom of ${site} as ${plan.role === "contributor" ? "a" : "an"} ${plan.role}.
This link makes your account. It works once, within ${linkHours} hours:

${link}

If you don't know what this is about, do nothing: without the link there is no account.
`,
});

const writeReset = (site: string, link: string, plan: LinkPlan): Omit<Letter, "to"> => ({
	subject: `A new password for the newsroom of ${oneLine(site)}`,
	text: `${plan.name ? `${plan.name},` : "Hello,"}

somebody asked for a new password for your account in the newsroom of ${site}.
This link sets one. It works once, within ${plan.hours ?? linkHours} hours, and signs all your devices out:

${link}

If it wasn't you, do nothing: your password stays as it is.
`,
});

const oneLine = (text: string) => text.replace(/\s+/g, " ").slice(0, 100);
