import type { Executor } from "@dateline/shared/database";
import type { Request } from "express";
import type { Actor } from "../actor.ts";
import type { Answer, Route } from "../routing/route.ts";
import { actionOf } from "./action-of.ts";
import { type Facts, factsOfAnswer } from "./facts-of.ts";
import { networkOf } from "./network-of.ts";
import { noteAction } from "./note-action.ts";

/** The line of the audit log that one request leaves: at most one, whoever writes it first. */
export interface RequestAudit {
	/**
	 * Writes the line, in the transaction of what was done. The router calls it after a request that did not.
	 * What is given here is added to what the path says.
	 */
	note(executor: Executor, more?: Facts): Promise<void>;
	/** For a repeat under the same key, which did nothing anew. */
	skip(): void;
}

/** What the router itself may also do. */
export interface OpenAudit extends RequestAudit {
	/** After an answer: the line, if nobody wrote it yet. */
	settle(executor: Executor, answer: Answer): Promise<void>;
	/** After a refusal by policy. */
	refuse(executor: Executor, reason: string): Promise<void>;
}

const nobody: OpenAudit = {
	note: async () => undefined,
	skip: () => undefined,
	settle: async () => undefined,
	refuse: async () => undefined,
};

/** The line for a request to this route; none for what only reads, and for routes that say they are no act. */
export function auditOfRequest(route: Route, request: Request, actor: Actor): OpenAudit {
	if (route.method === "get" || route.unaudited) return nobody;
	const params = request.params as Record<string, string>;
	const line = {
		actor,
		action: actionOf(route),
		subject: Object.values(params).at(-1) ?? null,
		storyId: params["storyId"] ?? null,
		address: networkOf(request.ip),
	};
	let isDone = false;
	return {
		async note(executor, { subject, storyId, detail } = {}) {
			if (isDone) return;
			await noteAction(executor, {
				...line,
				subject: subject ?? line.subject,
				storyId: storyId ?? line.storyId,
				detail: { ...detail },
			});
			isDone = true;
		},
		skip() {
			isDone = true;
		},
		async settle(executor, answer) {
			await this.note(executor, factsOfAnswer(answer));
		},
		async refuse(executor, reason) {
			if (!isDone) await noteAction(executor, { ...line, outcome: "refused", detail: { reason } });
			isDone = true;
		},
	};
}
