export { testWebhook } from "./test-webhook.ts";
export { newWebhookSecret, openWebhookSecret, sealWebhookSecret } from "./webhook-secret.ts";
