import type { EditorAuthor, EditorSection } from "@dateline/shared/protocol";
import { msg, str } from "@lit/localize";
import { html, type TemplateResult } from "lit";
import type { Library } from "../desk/library.ts";
import { field } from "../parts/admin-form.ts";

/** What has a name, an address and a place in stories. */
export type Named = EditorSection | EditorAuthor;
export type NamedPart = "sections" | "topics" | "authors" | "desks";

/** All that one kind of it differs in. */
export interface NamedKind {
	/** Under `/api/v1`, and the path that readers have. */
	path: "sections" | "topics" | "authors";
	reader: "section" | "topic" | "author";
	list(library: Library): readonly Named[];
	title(): string;
	lede(): string;
	/** Heads of the two columns after the name, and what stands in them. */
	columns(): readonly [string, string];
	cells(one: Named): readonly [string | TemplateResult, string];
	begin(): string;
	change(name: string): string;
	/** The fields of its own, after the name. */
	fields(one: Named | null): TemplateResult;
	/** What those fields say. */
	read(read: (name: string) => string): Record<string, unknown>;
	portrait: boolean;
}

const textOf = (one: Named | null, key: "description" | "role" | "bio" | "contact"): string => {
	const value: unknown = one && key in one ? one[key as keyof Named] : "";
	return typeof value === "string" ? value : "";
};

const sectionLike = {
	columns: () => [msg("Address"), msg("Description")] as const,
	fields: (one: Named | null) =>
		html`${field("description", msg("Description"), textOf(one, "description"), { max: 500 })}`,
	read: (read: (name: string) => string) => ({ description: read("description") }),
	portrait: false,
};

const authorLike = {
	path: "authors",
	reader: "author",
	cells: (one: Named) => [textOf(one, "role"), textOf(one, "contact")] as const,
	columns: () => [msg("Role"), msg("Contact")] as const,
	portrait: true,
} as const;

const address = (reader: string, one: Named) => html`<code>/${reader}/${one.slug}</code>`;

/** One form for all four: this is where they differ. */
export const namedKinds: Record<NamedPart, NamedKind> = {
	sections: {
		...sectionLike,
		path: "sections",
		reader: "section",
		list: (library) => library.sections,
		title: () => msg("Sections"),
		lede: () => msg("Where a story stands in the paper: one each, in the navigation."),
		cells: (one) => [address("section", one), textOf(one, "description")],
		begin: () => msg("New section"),
		change: (name) => msg(str`Change the section ${name}`),
	},
	topics: {
		...sectionLike,
		path: "topics",
		reader: "topic",
		list: (library) => library.topics,
		title: () => msg("Topics"),
		lede: () => msg("What a story is about: several each, every one with its own page."),
		cells: (one) => [address("topic", one), textOf(one, "description")],
		begin: () => msg("New topic"),
		change: (name) => msg(str`Change the topic ${name}`),
	},
	authors: {
		...authorLike,
		list: (library) => library.authors.filter(({ desk }) => !desk),
		title: () => msg("Authors"),
		lede: () => msg("Who signs what readers read. An author is not an account: a guest can sign too."),
		begin: () => msg("New author"),
		change: (name) => msg(str`Change the author ${name}`),
		fields: (one) =>
			html`${field("role", msg("Role"), textOf(one, "role"), { hint: msg("such as Coast correspondent"), max: 120 })}
				${field("bio", msg("About them"), textOf(one, "bio"), { type: "area", max: 2000 })}
				${field("contact", msg("Contact"), textOf(one, "contact"), { max: 200 })}`,
		read: (read) => ({ role: read("role"), bio: read("bio"), contact: read("contact"), desk: false }),
	},
	desks: {
		...authorLike,
		list: (library) => library.authors.filter(({ desk }) => desk),
		title: () => msg("Desks"),
		lede: () => msg("A desk signs where no single name does: Foreign desk, Live team."),
		begin: () => msg("New desk"),
		change: (name) => msg(str`Change the desk ${name}`),
		fields: (one) =>
			html`${field("role", msg("What it covers"), textOf(one, "role"), { max: 120 })}
				${field("bio", msg("About the desk"), textOf(one, "bio"), { type: "area", max: 2000 })}
				${field("contact", msg("Contact"), textOf(one, "contact"), { max: 200 })}`,
		read: (read) => ({ role: read("role"), bio: read("bio"), contact: read("contact"), desk: true }),
	},
};
