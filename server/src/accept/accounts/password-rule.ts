const lowest = 12;
/** better-auth hashes nothing longer. */
const greatest = 128;
/** Fewer different characters than this is a rhythm, not a password. */
const different = 6;
const wellKnown =
	/^(password|passw0rd|qwerty|asdfgh|letmein|welcome|iloveyou|dateline|newsroom|abcdefgh|12345678|87654321)/i;

/**
 * What is wrong with a new password, as a sentence for its owner, or null. A long passphrase of any characters is
 * right; there are no rules about digits and signs, which make passwords harder to remember and no harder to guess.
 */
export function findPasswordProblem(password: string, owner: { name: string; email: string }): string | null {
	const length = [...password].length;
	if (length < lowest)
		return `A password has at least ${lowest} characters; a few words in a row are easy to remember.`;
	if (password.length > greatest) return `A password has at most ${greatest} characters.`;
	if (new Set(password.toLowerCase()).size < different)
		return "This password repeats a few characters. Use several words.";
	if (wellKnown.test(password) && length < 20)
		return "This password begins like the ones that are tried first. Use several words.";
	const plain = password.toLowerCase();
	const own = [owner.email.toLowerCase(), owner.email.toLowerCase().split("@")[0] ?? "", owner.name.toLowerCase()];
	if (own.some((word) => word.length >= 4 && plain.includes(word) && length - word.length < lowest - 4))
		return "This password is little more than your name or e-mail address.";
	return null;
}
