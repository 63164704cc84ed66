import type { z } from "zod";

interface Issue {
	pointer: string;
	detail: string;
}

/** What is wrong where, as JSON Pointers (RFC 6901). Of a union, the branch that fits best speaks. */
export function issuesOf(error: z.ZodError): Issue[] {
	return error.issues.flatMap((issue) => unfold(issue, [])).slice(0, 50);
}

type AnyIssue = z.core.$ZodIssue;

function unfold(issue: AnyIssue, before: readonly PropertyKey[]): Issue[] {
	const path = [...before, ...issue.path];
	if (issue.code === "invalid_union" && issue.errors.length > 0) {
		const branches = issue.errors.map((branch) => branch.flatMap((inner) => unfold(inner, path)));
		return branches.reduce((best, branch) => (deepest(branch) > deepest(best) ? branch : best));
	}
	const keys = issue.code === "unrecognized_keys" ? issue.keys : [null];
	return keys.map((key) => ({
		pointer: [...path, ...(key === null ? [] : [key])].map((part) => `/${escapePart(String(part))}`).join(""),
		detail: key === null ? issue.message : "This member is not known here",
	}));
}

const deepest = (issues: readonly Issue[]): number =>
	Math.max(0, ...issues.map((issue) => issue.pointer.split("/").length));

const escapePart = (part: string): string => part.slice(0, 100).replaceAll("~", "~0").replaceAll("/", "~1");
