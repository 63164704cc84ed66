import { emptyDocument } from "@dateline/shared/model";
import type { Template, TemplateContent } from "@dateline/shared/protocol";
import { briefing } from "./briefing.ts";
import { electionNight } from "./election-night.ts";
import { match } from "./match.ts";

/** One template in one language, as it stands in code: the first line of each post is its headline. */
export interface BuiltIn {
	name: string;
	description: string;
	headline: string;
	standfirst: string;
	posts: { headline: string; text: string; key?: true; pinned?: number }[];
	keyDevelopments: string[];
}

/** A template in each language that it comes in. */
export type InLanguages = Record<"en" | "uk", BuiltIn>;

const all: Record<string, InLanguages> = { match, "election-night": electionNight, briefing };

/** The templates that come with the software; they are nowhere in the record, so that a new version may better them. */
export const builtInTemplates: readonly Template[] = Object.entries(all).flatMap(([name, languages]) =>
	(["en", "uk"] as const).map(
		(language): Template => ({
			id: `${name}-${language}`,
			revision: 1,
			builtIn: true,
			name: languages[language].name,
			description: languages[language].description,
			content: contentOf(languages[language], language),
			createdBy: null,
			updatedAt: null,
		}),
	),
);

function contentOf({ headline, standfirst, posts, keyDevelopments }: BuiltIn, language: string): TemplateContent {
	return {
		...{ kind: "live", headline, standfirst, body: emptyDocument, language },
		...{ section: null, topics: [], authors: [], timeZone: null },
		posts: posts.map(({ headline, text, key = false, pinned = null }) => ({
			...{ headline, key, pinned, breaking: false },
			body: { type: "doc", content: [{ type: "paragraph", content: [{ type: "text", text }] }] },
		})),
		keyDevelopments,
	};
}
