/** What pages of live coverage need beside what all pages need, in one file. */
export { livePage } from "../pages/kinds/live-page.ts";
export { createLongStory } from "./long-story.ts";
