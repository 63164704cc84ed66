import type { Route } from "../routing/route.ts";
import { accountRoutes } from "./accounts.ts";
import { audienceRoutes } from "./audience.ts";
import { auditRoutes } from "./audit.ts";
import { authorRoutes } from "./authors.ts";
import { correctionRoutes } from "./corrections.ts";
import { embargoRoutes } from "./embargoes.ts";
import { erasureRoutes } from "./erasures.ts";
import { forecastRoutes } from "./forecasts.ts";
import { invitationRoutes } from "./invitations.ts";
import { keyDevelopmentRoutes } from "./key-developments.ts";
import { mediaRoutes } from "./media.ts";
import { partnerRoutes } from "./partners.ts";
import { peopleRoutes } from "./people.ts";
import { postMoveRoutes } from "./post-moves.ts";
import { postRoutes } from "./posts.ts";
import { previewRoutes } from "./previews.ts";
import { revisionRoutes } from "./revisions.ts";
import { searchRoutes } from "./search.ts";
import { sectionRoutes } from "./sections.ts";
import { siteRoutes } from "./site.ts";
import { storyRoutes } from "./stories.ts";
import { storyMemberRoutes } from "./story-members.ts";
import { storyStepRoutes } from "./story-steps.ts";
import { submissionReturnRoutes } from "./submission-return.ts";
import { submissionRoutes } from "./submissions.ts";
import { templateRoutes } from "./templates.ts";
import { tokenRoutes } from "./tokens.ts";
import { webhookRoutes } from "./webhooks.ts";
import { wireRoutes } from "./wires.ts";

/** Every route of the editors' side: the router and its OpenAPI description are both made from this table. */
export const routes: readonly Route[] = [
	...storyRoutes,
	...storyStepRoutes,
	...storyMemberRoutes,
	...correctionRoutes,
	...revisionRoutes,
	...previewRoutes,
	...audienceRoutes,
	...postMoveRoutes,
	...postRoutes,
	...keyDevelopmentRoutes,
	...templateRoutes,
	...sectionRoutes,
	...authorRoutes,
	...mediaRoutes,
	...embargoRoutes,
	...siteRoutes,
	...submissionRoutes,
	...forecastRoutes,
	...submissionReturnRoutes,
	...accountRoutes,
	...peopleRoutes,
	...invitationRoutes,
	...tokenRoutes,
	...partnerRoutes,
	...webhookRoutes,
	...wireRoutes,
	...auditRoutes,
	...searchRoutes,
	...erasureRoutes,
];
