import type { Route } from "../routing/route.ts";

const verbs = { get: "read", post: "create", put: "put", patch: "update", delete: "remove" } as const;

/**
 * What a route does, as the audit log names it: the kind of its ability, and the step at the end of its path or else
 * the verb of its method. `POST /stories/:storyId/publish` is `story.publish`, `POST /sections` is `section.create`.
 */
export function actionOf(route: Pick<Route, "method" | "path" | "ability" | "action">): string {
	if (route.action !== undefined) return route.action;
	const kind = route.ability.split(".")[0] as string;
	const last = route.path.split("/").at(-1) as string;
	const isStep = route.path.includes(":") && !last.startsWith(":") && !isListOf(kind, last);
	const step = last.replaceAll("-", "_");
	if (!isStep) return `${kind}.${verbs[route.method]}`;
	return route.method === "post" ? `${kind}.${step}` : `${kind}.${step}.${verbs[route.method]}`;
}

const isListOf = (kind: string, name: string): boolean => name.replaceAll("-", "_") === `${kind}s`;
