import { testKinds } from "@dateline/shared/database/testing";
import { newId } from "@dateline/shared/model";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestApi, type TestApi } from "./testing/start-test-api.ts";

describe.each(testKinds)("on %s", (kind) => {
	let api: TestApi;
	beforeAll(async () => {
		api = await startTestApi({ kind });
	});
	afterAll(() => api.close());

	async function account(name: string, role: string): Promise<string> {
		const id = newId();
		await api.database.kysely
			.insertInto("user")
			.values({ id, name, email: `${id}@courier.example`, role })
			.execute();
		return id;
	}

	test("an invitation is made, shown once, renewed and taken back", async () => {
		const input = { name: "Leyla Brandt", email: "Leyla@courier.example", role: "contributor" };
		const made = await api.send("POST", "/api/v1/invitations", input);
		expect(made).toMatchObject({
			status: 201,
			body: { mailed: false, link: expect.stringMatching(/^http:\/\/newsroom\.example\/newsroom\/welcome#[\w-]{43}$/) },
		});
		const { items } = (await api.send("GET", "/api/v1/invitations")).body;
		expect(items).toMatchObject([{ name: "Leyla Brandt", email: "leyla@courier.example", state: "open", stories: [] }]);
		expect(JSON.stringify(items)).not.toContain(made.body.link.split("#")[1]);
		const renewed = await api.send("POST", `/api/v1/invitations/${made.body.invitation.id}/renew`, {});
		expect(renewed.status).toBe(201);
		const path = `/api/v1/invitations/${renewed.body.invitation.id}`;
		expect((await api.send("DELETE", path)).body.state).toBe("revoked");
		const states = (await api.send("GET", "/api/v1/invitations")).body.items.map((one: { state: string }) => one.state);
		expect(states).toEqual(["revoked", "revoked"]);
		await account("Somebody", "editor");
		const taken = await api.send("POST", "/api/v1/invitations", {
			...input,
			email: (await api.send("GET", "/api/v1/people")).body.items[0].email,
		});
		expect(taken).toMatchObject({ status: 422, body: { errors: [{ pointer: "/email" }] } });
	});

	test("there is always an administrator, and a closed account keeps nothing but its name", async () => {
		const ruth = await account("Ruth", "administrator");
		const refused = await api.send("PATCH", `/api/v1/people/${ruth}`, { role: "editor" });
		expect(refused).toMatchObject({ status: 409, body: { code: "conflict" } });
		expect((await api.send("PATCH", `/api/v1/people/${ruth}`, { disabled: true })).status).toBe(409);
		expect((await api.send("DELETE", `/api/v1/people/${ruth}`)).status).toBe(409);
		const ada = await account("Ada", "administrator");
		const both = await Promise.all(
			[ruth, ada].map((id) => api.send("PATCH", `/api/v1/people/${id}`, { role: "editor" })),
		);
		expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
		const closed = await account("Hugo", "contributor");
		expect((await api.send("DELETE", `/api/v1/people/${closed}`)).body).toMatchObject({
			...{ name: "Hugo", email: "", disabled: true, removedAt: expect.any(String) },
		});
		expect((await api.send("PATCH", `/api/v1/people/${closed}`, { disabled: false })).status).toBe(404);
	});

	test("members, a restricted story, and what every server is told of it", async () => {
		const ines = await account("Ines", "contributor");
		const { story } = (
			await api.send("POST", "/api/v1/stories", { kind: "article", headline: "Hospital", status: "draft" })
		).body;
		const path = `/api/v1/stories/${story.id}`;
		const put = await api.send("PUT", `${path}/members/${ines}`, { role: "editor" });
		expect(put.body).toMatchObject({ membersOnly: false, members: [{ id: ines, storyRole: "editor" }] });
		expect((await api.send("PUT", `${path}/access`, { membersOnly: true })).body.membersOnly).toBe(true);
		const detail = (await api.send("GET", `/api/v1/people/${ines}`)).body;
		expect(detail).toMatchObject({ stories: [{ storyId: story.id, headline: "Hospital", membersOnly: true }] });
		expect((await api.send("DELETE", `${path}/members/${ines}`)).body.members).toEqual([]);
		const contribute = { authorization: `Bearer ${await api.token("contribute")}` };
		expect((await api.send("GET", path, undefined, contribute)).status).toBe(404);
		expect((await api.send("PUT", `${path}/members/${newId()}`, { role: "editor" })).status).toBe(404);
		const controls = await api.database.kysely.selectFrom("controls").selectAll().orderBy("number").execute();
		expect(controls.map(({ number }) => number)).toEqual(controls.map((_, index) => index + 1));
		expect(controls.filter(({ type }) => type === "story.members").length).toBe(3);
		const log = await api.database.kysely.selectFrom("audit_log").select("action").execute();
		expect(log.map(({ action }) => action)).toContain("story.add_member");
	});

	test("what is typed and never handed in has its bound, and what is there can still be changed", async () => {
		const me = (await api.send("GET", "/api/v1/me")).body;
		await api.database.kysely
			.insertInto("drafts")
			.values(
				Array.from({ length: 500 }, () => ({ owner: `token:${me.id}`, subject: `story:${newId()}`, content: "{}" })),
			)
			.execute();
		const put = (subject: string) => api.send("PUT", `/api/v1/autosaves/${subject}`, { content: { headline: "One" } });
		expect(await put(`story:${newId()}`)).toMatchObject({ status: 413, body: { code: "payload_too_large" } });
		const { items } = (await api.send("GET", "/api/v1/autosaves")).body;
		expect((await put(items[0].subject)).status).toBe(200);
	});

	test("what a role needs is said, and an account's own need beside it", async () => {
		const piet = await account("Piet", "editor");
		expect((await api.send("PUT", "/api/v1/account-rules", { secondFactorRoles: ["editor"] })).body).toEqual({
			...{ secondFactorRoles: ["editor"], mail: false, company: false },
		});
		const person = async () => (await api.send("GET", `/api/v1/people/${piet}`)).body.secondFactor;
		expect(await person()).toBe("role");
		await api.send("PUT", "/api/v1/account-rules", { secondFactorRoles: [] });
		expect(await person()).toBe("free");
		await api.send("PATCH", `/api/v1/people/${piet}`, { secondFactorRequired: true });
		expect(await person()).toBe("account");
	});
});
