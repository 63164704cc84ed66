import { createHash } from "node:crypto";

/** Sets the theme that the reader chose before anything is drawn, so that it does not flash. */
const themeScript =
	'try{const t=localStorage.getItem("theme");if(t==="light"||t==="dark")document.documentElement.dataset.theme=t}catch{}';

/**
 * Sets aside the room for what has come since the visit before, on a page that was left ten minutes ago or longer. What
 * it reads is on the device alone: see `client/src/reader/visits.ts`.
 */
const backScript =
	'try{const v=JSON.parse(localStorage.getItem("dateline-visits")||"{}")[location.pathname+location.search];if(v&&Date.now()-v.left>=6e5)document.documentElement.dataset.back=""}catch{}';

/** What runs in the head, before anything is drawn. */
export const headScript = `${themeScript};${backScript}`;

/**
 * Before the first frame, so that nothing jumps: the section of this page comes into sight in the navigation, and the
 * post that a permalink names on the page. A reader who comes back, or follows a fragment, is put in place by the browser.
 */
export const placeScript =
	'{const a=document.querySelector(".sections [aria-current]"),u=a?.closest("ul");if(u){const r=a.getBoundingClientRect(),s=u.getBoundingClientRect();u.scrollLeft+=r.left+r.width/2-s.left-s.width/2}const n=performance.getEntriesByType("navigation")[0];if(!location.hash&&(!n||n.type==="navigate"))document.querySelector("[data-addressed]")?.scrollIntoView()}';

/** The source that the content security policy has for an inline script. */
export const sourceOf = (script: string): string => `'sha256-${createHash("sha256").update(script).digest("base64")}'`;
