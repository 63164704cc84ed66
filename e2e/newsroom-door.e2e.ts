import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startOidcProvider } from "../server/src/accept/accounts/testing/oidc-provider.ts";
import { openBrowser, openPage, testChromium, type WatchedPage } from "./harness/browser.ts";
import { adminLink } from "./harness/dateline.ts";
import { enterNewsroom } from "./harness/enter-newsroom.ts";
import { eventually } from "./harness/eventually.ts";
import { type EmbeddedInstance, startEmbedded } from "./harness/start-embedded.ts";

const client = { clientId: "dateline", clientSecret: "a secret between the two" };
const leyla = { name: "Leyla Brandt", email: "leyla@courier.example", password: "a gate of oak by the river" };

/** Ways in where no mail is set up, and what membership of a story gives: two people, each in a browser of their own. */
describe.skipIf(testChromium === null)("ways in, and into stories", () => {
	let provider: Awaited<ReturnType<typeof startOidcProvider>>;
	let instance: EmbeddedInstance;
	let browser: Browser;
	let desk: WatchedPage;
	let other: WatchedPage;

	beforeAll(async () => {
		provider = await startOidcProvider(client);
		const settings = {
			OIDC_ISSUER: provider.issuer,
			OIDC_CLIENT_ID: client.clientId,
			OIDC_CLIENT_SECRET: client.clientSecret,
		};
		[instance, browser] = await Promise.all([startEmbedded({ settings }), openBrowser()]);
		[desk, other] = await Promise.all([openPage(browser), openPage(browser)]);
		for (const { page } of [desk, other]) {
			page.setDefaultTimeout(30_000);
			await page.setViewportSize({ width: 1440, height: 900 });
		}
		// What the console is served at, and what the company's sign-in comes back to.
		await enterNewsroom(desk.page, { url: origin(), link: await adminLink(instance.dataDir) });
	});
	afterAll(async () => {
		await browser?.close();
		await instance?.dispose();
		provider?.close();
	});

	const origin = () => `http://localhost:${new URL(instance.url).port}`;
	const open = (page: Page, path: string) => page.goto(`${origin()}/newsroom${path}`);
	const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
	const inside = (page: Page) => page.getByRole("heading", { name: "Stories", exact: true }).waitFor();
	const signOut = async (page: Page) => {
		await open(page, "/administration/account");
		await press(page, "Sign out");
		await page.getByRole("heading", { name: "Sign in" }).waitFor();
	};
	const make = async (headline: string): Promise<{ id: string; slug: string }> => {
		const answer = await fetch(`${instance.url}/api/v1/stories`, {
			method: "POST",
			headers: { authorization: `Bearer ${instance.token}`, "content-type": "application/json" },
			body: JSON.stringify({ kind: "live", headline }),
		});
		return ((await answer.json()) as { story: { id: string; slug: string } }).story;
	};
	/** Somebody files a post, which waits for an editor. */
	const file = async (storyId: string, headline: string) => {
		const send = (path: string, token: string, body: object) =>
			fetch(`${instance.url}/api/v1${path}`, {
				method: "POST",
				headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
				body: JSON.stringify(body),
			});
		const made = await send("/tokens", instance.token, { name: "Stringer", scopes: ["contribute"] });
		const { token } = (await made.json()) as { token: string };
		const body = { format: "text", value: "Since ten." };
		expect((await send(`/stories/${storyId}/posts`, token, { headline, body })).status).toBe(202);
	};
	const write = async (page: Page, text: string) => {
		await page.locator(".composer .ProseMirror").click();
		await page.keyboard.type(text);
		await page.keyboard.press("Control+Enter");
	};
	const reader = async (slug: string) => (await fetch(`${instance.url}/live/${slug}`)).text();

	it("shows the administrator the link of an invitation, which makes an account in another browser", async () => {
		await open(desk.page, "/administration/people");
		await press(desk.page, "Invite");
		const form = desk.page.getByRole("form", { name: "Invite somebody" });
		await form.getByText("Mail is not set up").waitFor();
		await form.getByLabel("Name").fill(leyla.name);
		await form.getByLabel("E-mail").fill(leyla.email);
		await form.getByLabel("As", { exact: true }).selectOption("contributor");
		await press(desk.page, "Make the invitation");
		const link = await desk.page.getByLabel("The link").inputValue();
		await other.page.goto(link);
		expect(await other.page.getByLabel("Your name").inputValue()).toBe(leyla.name);
		await other.page.getByLabel("Password").fill(leyla.password);
		await press(other.page, "Open the newsroom");
		await inside(other.page);
	});

	it("shows the administrator who cannot sign in, and a link for a new password, which signs in", async () => {
		await signOut(other.page);
		await press(other.page, "I cannot sign in");
		await other.page.getByLabel("E-mail").fill(leyla.email);
		await press(other.page, "Ask for a link");
		await other.page.getByText("the administrators see your request now").waitFor();
		await open(desk.page, "/administration/people");
		await desk.page.locator("tr", { hasText: leyla.name }).getByText("asked for a new password").waitFor();
		await press(desk.page, leyla.name);
		await press(desk.page, "Link for a new one");
		await other.page.goto(await desk.page.getByLabel("The link").inputValue());
		await other.page.getByLabel("Password", { exact: true }).fill("nine herons stand in the reeds");
		await press(other.page, "Set it and sign in");
		await inside(other.page);
	});

	it("lets somebody with an account in by the company’s button, and nobody else", async () => {
		await signOut(other.page);
		const button = other.page.getByRole("button", { name: /^Continue with (?!your passkey)/ });
		provider.state.claims = { sub: "9", email: "stranger@courier.example", email_verified: true };
		await button.click();
		await other.page.getByText("The company’s sign-in did not let you in").waitFor();
		provider.state.claims = { sub: "1", email: leyla.email, email_verified: true };
		await button.click();
		await inside(other.page);
		await open(other.page, "/administration/account");
		await other.page.getByText("with the company’s sign-in").first().waitFor();
	});

	it("lets a contributor publish in the one story of which they are made editor, and only file in others", async () => {
		const [theirs, foreign] = [await make("Night at the docks"), await make("Council vote")];
		await open(desk.page, `/story/${theirs.id}/text`);
		const side = desk.page.locator("story-members");
		await side.getByRole("button", { name: "Add", exact: true }).click();
		await side.getByLabel("Who", { exact: true }).selectOption({ label: `${leyla.name}, Contributor` });
		await side.getByLabel("As", { exact: true }).selectOption("editor");
		await side.getByRole("button", { name: "Add to the story" }).click();
		await side.locator(".member", { hasText: leyla.name }).waitFor();

		await open(other.page, `/story/${foreign.id}`);
		await other.page.getByRole("button", { name: /^Send to the desk/ }).waitFor();
		await write(other.page, "They have voted.");
		await eventually("it waits for an editor", async () => {
			const answer = await fetch(`${instance.url}/api/v1/submissions?state=waiting`, {
				headers: { authorization: `Bearer ${instance.token}` },
			});
			const { items } = (await answer.json()) as { items: { storyId: string }[] };
			return items.some(({ storyId }) => storyId === foreign.id);
		});
		await open(other.page, `/story/${theirs.id}`);
		await other.page
			.getByRole("button", { name: /^Publish/ })
			.first()
			.waitFor();
		await write(other.page, "The cranes stand still.");
		await eventually("readers have her post", async () =>
			(await reader(theirs.slug)).includes("The cranes stand still."),
		);
		expect(await reader(foreign.slug)).not.toContain("They have voted.");

		// What others file there waits for her, too.
		await file(theirs.id, "Crane four moves again");
		await open(other.page, "/waiting");
		await other.page.getByRole("link", { name: /Crane four moves again/ }).click();
		await press(other.page, "Publish");
		await eventually("readers have what she let through", async () =>
			(await reader(theirs.slug)).includes("Crane four moves again"),
		);

		// The administrator takes it back, and from then on she files there too.
		await side.getByRole("button", { name: `Take ${leyla.name} out of this story` }).click();
		await side.getByText("Nobody in particular").waitFor();
		await open(other.page, `/story/${theirs.id}`);
		await other.page.getByRole("button", { name: /^Send to the desk/ }).waitFor();
	});

	it("keeps a restricted story to its members: to the others it is not there", async () => {
		const secret = await make("The witness");
		await open(other.page, "");
		await other.page.getByText("The witness").first().waitFor();
		await open(desk.page, `/story/${secret.id}/text`);
		await desk.page.getByLabel("Restricted: there for its members").check();
		await eventually("it is gone from her list", async () => {
			await other.page.reload();
			await inside(other.page);
			await other.page.getByText("Council vote").first().waitFor();
			return (await other.page.getByText("The witness").count()) === 0;
		});
		expect(other.problems.splice(0)).toEqual([]);
		await open(other.page, `/story/${secret.id}`);
		await other.page.getByRole("heading", { name: "There is no such story." }).waitFor();
		for (const problem of other.problems.splice(0)) expect(problem).toContain("404");
	});

	it("left no error in either browser’s console", () => {
		expect([...desk.problems, ...other.problems]).toEqual([]);
	});
});
