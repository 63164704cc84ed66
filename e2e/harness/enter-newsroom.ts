import type { Page } from "playwright-core";

/** Who takes a one-time link, when a test does not say. */
const ruth = { name: "Ruth Adeyemi", email: "ruth@courier.example", password: "a gate of oak by the river" };

/** Takes a one-time link in the browser, as a new account's owner does, and is at the list of stories then. */
export async function enterNewsroom(
	page: Page,
	{ url, link, person = ruth }: { url: string; link: string; person?: typeof ruth },
): Promise<void> {
	await page.goto(`${url}/newsroom/welcome${new URL(link).hash}`);
	await page.getByLabel("Your name").fill(person.name);
	await page.getByLabel("E-mail").fill(person.email);
	await page.getByLabel("Password", { exact: true }).fill(person.password);
	await page.getByRole("button", { name: "Open the newsroom" }).click();
	await page.getByRole("heading", { name: "Stories" }).waitFor();
}
