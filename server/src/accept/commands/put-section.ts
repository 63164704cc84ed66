import { type NamedTable, readEditorAuthor, readEditorSection } from "@dateline/shared/database";
import { newId, slugOf } from "@dateline/shared/model";
import { type AuthorContent, ProblemError, type SectionContent } from "@dateline/shared/protocol";
import { resolveReferences } from "../content/resolve-references.ts";
import type { IfMatch } from "../routing/if-match.ts";
import { checkRevision } from "./check-revision.ts";
import type { Outcome, Writing } from "./hand-in.ts";

type Given<Content> = { [Name in keyof Content]?: Content[Name] | undefined };

/** Hands in a new section or topic. Without a slug the name makes one. */
export async function createSection(
	transaction: Writing,
	kind: "section" | "topic",
	{ name, slug = slugOf(name, kind), description }: { name: string; slug?: string | undefined; description: string },
): Promise<Outcome> {
	await checkSlug(transaction, `${kind}s`, slug, null);
	const change = { type: `${kind}.put` as const, id: newId(), content: { slug, name, description } };
	return { submission: { storyId: null, change } };
}

/**
 * Hands in a change to a section or topic. The submission holds the whole of it, so it is bound to the revision that it
 * was made upon: two changes at once never undo each other.
 */
export async function patchSection(
	transaction: Writing,
	kind: "section" | "topic",
	{ name, patch, ifMatch }: { name: string; patch: Given<SectionContent>; ifMatch: IfMatch | null },
): Promise<Outcome> {
	const present = await readEditorSection(transaction, `${kind}s`, name);
	if (!present) throw new ProblemError("not_found", `There is no ${kind} ${name}.`);
	const { id, revision, stories: _, ...old } = present;
	await checkRevision(transaction, ifMatch, { kind, id }, present);
	const content = { ...old, ...given(patch) };
	await checkSlug(transaction, `${kind}s`, content.slug, id);
	return { submission: { storyId: null, change: { type: `${kind}.put`, id, content }, ifMatch: revision } };
}

/** Hands in a new author. Without a slug the name makes one. */
export async function createAuthor(
	transaction: Writing,
	{ slug, ...author }: Omit<AuthorContent, "slug"> & { slug?: string | undefined },
): Promise<Outcome> {
	const content = { ...author, slug: slug ?? slugOf(author.name, "author") };
	await checkSlug(transaction, "authors", content.slug, null);
	await resolveReferences(transaction, { portrait: content.portrait });
	return { submission: { storyId: null, change: { type: "author.put", id: newId(), content } } };
}

/** Hands in a change to an author, bound to the revision that it was made upon. */
export async function patchAuthor(
	transaction: Writing,
	{ name, patch, ifMatch }: { name: string; patch: Given<AuthorContent>; ifMatch: IfMatch | null },
): Promise<Outcome> {
	const present = await readEditorAuthor(transaction, name);
	if (!present) throw new ProblemError("not_found", `There is no author ${name}.`);
	const { id, revision, stories: _, ...old } = present;
	await checkRevision(transaction, ifMatch, { kind: "author", id }, present);
	const content = { ...old, ...given(patch) };
	await checkSlug(transaction, "authors", content.slug, id);
	await resolveReferences(transaction, { portrait: patch.portrait });
	return { submission: { storyId: null, change: { type: "author.put", id, content }, ifMatch: revision } };
}

/** What a patch names, without what it names as undefined. @throws {ProblemError} `invalid` when that is nothing */
function given<Content extends object>(patch: Given<Content>): Partial<Content> {
	const members = Object.entries(patch).filter(([, value]) => value !== undefined);
	if (members.length === 0) throw new ProblemError("invalid", "There is nothing to change in the body.");
	return Object.fromEntries(members) as Partial<Content>;
}

async function checkSlug(transaction: Writing, table: NamedTable, slug: string, id: string | null): Promise<void> {
	const owner = await transaction.selectFrom(table).select("id").where("slug", "=", slug).executeTakeFirst();
	if (!owner || owner.id === id) return;
	throw new ProblemError("slug_taken", `Another one has the slug ${slug}.`, {
		errors: [{ pointer: "/slug", detail: "taken" }],
	});
}
