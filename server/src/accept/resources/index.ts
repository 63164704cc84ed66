import type { Route } from "../routing/route.ts";
import { accountRoutes } from "./accounts.ts";
import { audienceRoutes } from "./audience.ts";
import { auditRoutes } from "./audit.ts";
import { authorRoutes } from "./authors.ts";
import { keyDevelopmentRoutes } from "./key-developments.ts";
import { mediaRoutes } from "./media.ts";
import { postRoutes } from "./posts.ts";
import { searchRoutes } from "./search.ts";
import { sectionRoutes } from "./sections.ts";
import { siteRoutes } from "./site.ts";
import { storyRoutes } from "./stories.ts";
import { storyStepRoutes } from "./story-steps.ts";
import { submissionReturnRoutes } from "./submission-return.ts";
import { submissionRoutes } from "./submissions.ts";
import { tokenRoutes } from "./tokens.ts";

/** Every route of the editors' side: the router and its OpenAPI description are both made from this table. */
export const routes: readonly Route[] = [
	...storyRoutes,
	...storyStepRoutes,
	...audienceRoutes,
	...postRoutes,
	...keyDevelopmentRoutes,
	...sectionRoutes,
	...authorRoutes,
	...mediaRoutes,
	...siteRoutes,
	...submissionRoutes,
	...submissionReturnRoutes,
	...accountRoutes,
	...tokenRoutes,
	...auditRoutes,
	...searchRoutes,
];
