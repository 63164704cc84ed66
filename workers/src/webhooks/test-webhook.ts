import { findWebhook, noteWebhookTry, type OpenRecord, readClock, type Webhook } from "@dateline/shared/database";
import { newId } from "@dateline/shared/model";
import type { WebhookTry } from "@dateline/shared/protocol";
import type { Outbound } from "../outbound/index.ts";
import { judgeAnswer } from "./judge-answer.ts";
import { makeMessage, sendMessage } from "./send-message.ts";
import { openWebhookSecret } from "./webhook-secret.ts";

/** Sends a webhook a test at once, whatever its state, and says what came back; null when there is no such webhook. */
export async function testWebhook(
	{
		database: { kysely },
		outbound,
		secret,
	}: { database: Pick<OpenRecord, "kysely">; outbound: Outbound; secret: string },
	webhookId: string,
): Promise<Omit<WebhookTry, "id" | "at"> | null> {
	const webhook = await findWebhook(kysely, webhookId);
	if (webhook === null) return null;
	const type = "webhook.test";
	const at = (await readClock(kysely)).toISOString();
	const message = makeMessage(`msg_test_${newId()}`, type, at, { webhookId });
	const secrets = [webhook.secret, webhook.oldSecret].flatMap((sealed) => openAll(secret, sealed));
	const answer = await sendMessage(outbound, webhook.address, message, secrets);
	const outcome = judgeAnswer(answer) === "taken" ? ("done" as const) : ("dead" as const);
	const { status, problem, milliseconds } = answer;
	const tried = { position: 0, type, kind: "test" as const, attempt: 1, outcome, status, problem };
	const noted = { ...tried, answer: answer.answer.slice(0, 1_000), milliseconds: Math.round(milliseconds) };
	await noteWebhookTry(kysely, webhookId, noted);
	return noted;
}

function openAll(secret: string, sealed: Webhook["oldSecret"]): string[] {
	const opened = sealed === null ? null : openWebhookSecret(secret, sealed);
	return opened === null ? [] : [opened];
}
