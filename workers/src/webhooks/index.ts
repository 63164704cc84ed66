export { testWebhook } from "./test-webhook.ts";
export {
	newWebhookSecret,
	openWebhookSecret,
	openWireCredentials,
	sealWebhookSecret,
	sealWireCredentials,
} from "./webhook-secret.ts";
