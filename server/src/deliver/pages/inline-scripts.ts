import { createHash } from "node:crypto";

/** Sets the theme that the reader chose before anything is drawn, so that it does not flash. */
export const themeScript =
	'try{const t=localStorage.getItem("theme");if(t==="light"||t==="dark")document.documentElement.dataset.theme=t}catch{}';

/**
 * Brings the post that a permalink names into view before the first frame, so that the page never jumps. A reader who
 * comes back to a page, or follows a fragment in it, is put in place by the browser.
 */
export const placeScript =
	'{const n=performance.getEntriesByType("navigation")[0];if(!location.hash&&(!n||n.type==="navigate"))document.querySelector("[data-addressed]")?.scrollIntoView()}';

/** The source that the content security policy has for an inline script. */
export const sourceOf = (script: string): string => `'sha256-${createHash("sha256").update(script).digest("base64")}'`;
