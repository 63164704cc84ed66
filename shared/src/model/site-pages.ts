/**
 * The pages of the site's own words: about it, how to reach it, and what the law asks for. They stand apart from the
 * schemas, so that a reader's page that names them does not load a parser.
 */
export const sitePages = ["about", "contact", "imprint", "privacy", "terms", "accessibility"] as const;
export type SitePage = (typeof sitePages)[number];

/** Where readers find one of them. */
export const sitePagePath = (page: SitePage): string =>
	page === "about" || page === "contact" ? `/${page}` : `/legal/${page}`;
