import type { SmtpSettings } from "@dateline/shared/settings";
import { createTransport } from "nodemailer";
import type { Logger } from "pino";

/** A letter in plain text, and in simple HTML beside it if there is any. */
export interface Letter {
	to: string;
	subject: string;
	text: string;
	html?: string;
	/** Where one press stops such letters (RFC 8058): an address that takes a POST. */
	stop?: string;
}

/** Sends letters; null where no mail server is set up. */
export type Mailer = ((letter: Letter) => Promise<Mailed>) | null;

/** What became of a letter: taken; never to be taken for this address; not now. */
export type Mailed = "sent" | "refused" | "failed";

/** Milliseconds that a mail server may take over any one step. */
const patience = 10_000;

const isHere = (host: string) => ["localhost", "127.0.0.1", "::1"].includes(host);

/**
 * Sends by the mail server of the settings: port 465 is encrypted from the start, any other by STARTTLS, without which
 * no password is sent to another machine. Says in the log why a letter did not go, without the letter.
 */
export function createMailer(smtp: SmtpSettings | null | undefined, log: Logger): Mailer {
	if (!smtp) return null;
	const transport = createTransport({
		host: smtp.host,
		port: smtp.port,
		secure: smtp.port === 465,
		requireTLS: smtp.port !== 465 && smtp.user !== null && !isHere(smtp.host),
		connectionTimeout: patience,
		greetingTimeout: patience,
		socketTimeout: patience,
		disableFileAccess: true,
		disableUrlAccess: true,
		...(smtp.user !== null && smtp.password !== null && { auth: { user: smtp.user, pass: smtp.password } }),
	});
	return async ({ to, subject, text, html, stop }) => {
		try {
			// As an object, so that no name or address is parsed as several.
			await transport.sendMail({
				...{ from: smtp.from, to: { name: "", address: to }, subject, text, textEncoding: "quoted-printable" as const },
				...(html !== undefined && { html }),
				...(stop !== undefined && {
					headers: {
						"List-Unsubscribe": `<${stop}>`,
						"List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
						"Auto-Submitted": "auto-generated",
					},
				}),
			});
			return "sent";
		} catch (error) {
			const { code, responseCode } = error as { code?: string; responseCode?: number };
			// The address is what it would not take (RFC 5321, 4.2.1): no fault of ours, nor of the mail server.
			if (code === "EENVELOPE" && responseCode !== undefined && responseCode >= 500) {
				log.info({ responseCode, host: smtp.host }, "an address was refused by the mail server");
				return "refused";
			}
			log.error({ code, responseCode, host: smtp.host }, "a letter could not be sent");
			return "failed";
		}
	};
}
