import { startPushService } from "@dateline/workers/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "./harness/eventually.ts";
import { type EmbeddedInstance, startEmbedded } from "./harness/start-embedded.ts";

const devices = 30;
/** The push service takes so many notices, and leaves the others without an answer. */
const taken = 10;

describe("a worker that is killed while it tells followers", () => {
	let instance: EmbeddedInstance;
	let service: Awaited<ReturnType<typeof startPushService>>;
	beforeAll(async () => {
		service = await startPushService();
		instance = await startEmbedded({ settings: { PUSH_HOSTS: service.host, QUIET_HOURS: "none" } });
	});
	afterAll(async () => {
		await instance?.dispose();
		await service?.close();
	});

	async function send(path: string, body: unknown, headers: Record<string, string>) {
		const response = await fetch(`${instance.url}/api/v1${path}`, {
			method: "POST",
			headers: { "Content-Type": "application/json", ...headers },
			body: JSON.stringify(body),
		});
		if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
		return response.json() as Promise<Record<string, { id: string }>>;
	}

	it("leaves nobody untold, and nobody shown the same twice", async () => {
		const editor = { Authorization: `Bearer ${instance.token}` };
		const made = await send("/stories", { kind: "live", headline: "Flood", status: "published" }, editor);
		const story = made["story"]?.id ?? "";
		const names = Array.from({ length: devices }, (_one, index) => `device ${index}`);
		const choices = { timeZone: "UTC", breaking: true, onlyBreaking: false, quiet: null, follows: [] };
		for (const name of names) {
			const { subscription } = service.addDevice(name);
			await send("/push/devices", { subscription, choices }, { Origin: instance.url });
		}
		service.answerWith(() => (service.received.length < taken ? 201 : null));
		const body = { format: "text", value: "The dam has broken." };
		await send(`/stories/${story}/posts`, { headline: "The dam breaks", body, breaking: true }, editor);
		await eventually("the push service holds some and has taken others", async () =>
			service.received.length === taken && service.asked.length > taken ? true : undefined,
		);
		await instance.kill();
		service.answerWith(() => 201);
		await instance.start();
		const told = () => new Set(service.received.map(({ device }) => device));
		await eventually("everybody to be told", async () => (told().size === devices ? true : undefined), { ms: 35_000 });
		expect([...told()].sort()).toEqual([...names].sort());
		// What came twice is the same notice: a device knows it by these, and shows it in its own place, silently.
		const kinds = new Set(
			service.received.map(({ payload: { tag, position, title } }) => `${tag} ${position} ${title}`),
		);
		expect([...kinds]).toEqual([expect.stringMatching(new RegExp(`^${story} \\d+ Breaking: The dam breaks$`))]);
		expect(new Set(service.received.map(({ topic }) => topic))).toEqual(new Set([story]));
	});
});
