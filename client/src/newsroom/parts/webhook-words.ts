import type { WebhookTry, WebhookView } from "@dateline/shared/protocol";
import { msg, str } from "@lit/localize";
import { html, type TemplateResult } from "lit";
import { sayRefusal } from "../desk/server-words.ts";
import type { Times } from "../desk/times.ts";
import { plural } from "./plural.ts";

/** How a webhook is doing, as the table says it. */
export function sayWebhookState(webhook: WebhookView, times: Times): TemplateResult {
	const { state, stateAt, failures, nextAt, lastAt, lastStatus } = webhook;
	if (state === "gone")
		return html`<span class="dim">${msg(str`said 410 ${times.moment(stateAt)}: switched off`)}</span>`;
	if (state === "failing")
		return html`<span class="bad">${msg(str`took nothing for a day: switched off ${times.moment(stateAt)}`)}</span>`;
	if (state === "paused") return html`<span class="dim">${msg(str`paused ${times.moment(stateAt)}`)}</span>`;
	if (failures > 0 && nextAt !== null)
		return html`<span class="warn">${plural(failures, msg(str`${failures} [try|tries] failed, next ${times.second(nextAt)}`))}</span>`;
	if (lastAt === null) return html`<span class="dim">${msg("nothing sent yet")}</span>`;
	return html`<span class="ok num">${lastStatus ?? ""} ${times.second(lastAt)}</span>`;
}

/** What came back of one try. */
export function sayAnswer({
	status,
	problem,
	outcome,
}: Pick<WebhookTry, "status" | "problem" | "outcome">): TemplateResult {
	const words = problem === null ? String(status) : sayProblem(problem);
	return html`<span class=${outcome === "done" ? "ok" : "warn"}>${words}${outcome === "dead" ? msg(", given up") : ""}</span>`;
}

/** What went wrong before there was an answer, in the person's language. */
export const sayProblem = (problem: string): string => sayRefusal({ code: "", message: problem });

/** What a webhook is told of. */
export function sayTypes({ types }: Pick<WebhookView, "types">): string {
	if (types.length === 0) return msg("every event");
	return types.length <= 2 ? types.join(", ") : msg(str`${types.slice(0, 2).join(", ")} and ${types.length - 2} more`);
}
