/** better-auth's error codes, said as the newsroom says things. What is not here is said by its status. */
const byCode: Record<string, string> = {
	INVALID_EMAIL_OR_PASSWORD: "There is no account with this e-mail address and password.",
	INVALID_PASSWORD: "The password is not right.",
	INVALID_EMAIL: "This is not an e-mail address.",
	PASSWORD_TOO_SHORT: "A password has at least 12 characters; a few words in a row are easy to remember.",
	PASSWORD_TOO_LONG: "A password has at most 128 characters.",
	CREDENTIAL_ACCOUNT_NOT_FOUND: "This account has no password. Ask for a link to set one.",
	SESSION_EXPIRED: "You were signed out. Sign in again.",
	SESSION_NOT_FRESH: "Sign in again, then do this.",
	UNAUTHORIZED: "Sign in first.",
	INVALID_CODE: "The code is not right. Codes change every 30 seconds.",
	INVALID_BACKUP_CODE: "The spare code is not right, or was used already.",
	INVALID_TWO_FACTOR_COOKIE: "That took too long. Begin again with your password.",
	TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: "These were too many wrong codes. Begin again with your password.",
	ACCOUNT_TEMPORARILY_LOCKED: "These were too many wrong codes. Try again in a quarter of an hour.",
	TOTP_ALREADY_ENABLED: "Codes are set up already.",
	TOTP_NOT_ENABLED: "Codes are not set up.",
	TWO_FACTOR_NOT_ENABLED: "Codes are not set up.",
	BACKUP_CODES_NOT_ENABLED: "There are no spare codes.",
	INVALID_ORIGIN: "This is for pages of this site only.",
	MISSING_OR_NULL_ORIGIN: "This is for pages of this site only.",
};

const byStatus: Record<number, string> = {
	401: "You could not be signed in.",
	403: "This is not allowed.",
	404: "There is no such thing.",
	429: "Too many tries. Wait a minute, then try again.",
};

/** The sentence for what better-auth answered. Our own words, which come back by it, stay as they are. */
export function sentenceFor(status: number, answer: { code?: unknown; message?: unknown }): string {
	const known = typeof answer.code === "string" ? byCode[answer.code] : undefined;
	if (known !== undefined) return known;
	if (answer.message === "This account is switched off.") return answer.message;
	return byStatus[status] ?? "The request was refused.";
}
