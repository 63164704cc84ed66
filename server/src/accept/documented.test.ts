import { readFileSync } from "node:fs";
import { problems, scopes } from "@dateline/shared/protocol";
import { expect, test } from "vitest";
import { routes } from "./resources/index.ts";

const page = readFileSync(new URL("../../../docs/api.md", import.meta.url), "utf8");

/** The methods of each address in the page's last table. */
const addresses = new Map(
	[...page.slice(page.indexOf("## Addresses")).matchAll(/^\| (`\/.*?`) +\| ([A-Z, ]+?) *\|$/gm)].flatMap(
		([, names = "", methods = ""]) => names.split(", ").map((name) => [name.replaceAll("`", ""), methods] as const),
	),
);

test("docs/api.md names every address with its methods, and no other", () => {
	const served = new Map<string, string[]>();
	for (const { path, method } of routes) served.set(path, [...(served.get(path) ?? []), method.toUpperCase()]);
	const order = ["GET", "POST", "PUT", "PATCH", "DELETE"];
	const sorted = (methods: string[]) =>
		methods.sort((left, right) => order.indexOf(left) - order.indexOf(right)).join(", ");
	expect(Object.fromEntries(addresses)).toEqual(
		Object.fromEntries([...served].map(([path, methods]) => [path, sorted(methods)])),
	);
});

test("docs/api.md names every problem with its status, and every scope", () => {
	for (const [code, { status }] of Object.entries(problems)) {
		const live = code === "unknown_channel" || code === "too_many_channels";
		expect(page).toMatch(live ? `\`${code}\`` : new RegExp(`\\| ${status} +\\| \`${code}\``));
	}
	for (const scope of scopes) expect(page).toContain(`| \`${scope}\` `);
});
