import { problems } from "@dateline/shared/protocol";
import { describe, expect, test } from "vitest";
import { routes } from "../resources/index.ts";
import { describeApi } from "./describe-api.ts";

const description = describeApi(routes, { version: "1", url: "https://news.example" }) as {
	paths: Record<
		string,
		Record<string, { operationId: string; responses: Record<string, unknown>; parameters: object[] }>
	>;
	components: { schemas: Record<string, object> };
};
const text = JSON.stringify(description);

test("every route is described once, under a name of its own", () => {
	const operations = Object.values(description.paths).flatMap((path) => Object.values(path));
	expect(operations).toHaveLength(routes.length);
	expect(new Set(operations.map((operation) => operation.operationId)).size).toBe(routes.length);
});

test("every reference leads to a schema, and every schema is referred to", () => {
	const referred = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map((match) => match[1] as string);
	const names = Object.keys(description.components.schemas);
	expect(referred.filter((name) => !names.includes(name))).toEqual([]);
	expect(names.filter((name) => !referred.includes(name))).toEqual([]);
	expect(text).not.toContain("$defs");
});

describe.each(routes.map((route) => [route.method, route.path, route] as const))("%s %s", (method, path, route) => {
	const operation = description.paths[path.replace(/:(\w+)/g, "{$1}")]?.[method];

	test("names its parameters, its answers and its problems", () => {
		for (const name of route.params) expect(JSON.stringify(operation?.parameters)).toContain(`"name":"${name}"`);
		for (const status of Object.keys(route.answers)) expect(operation?.responses).toHaveProperty(status);
		for (const code of route.problems ?? []) {
			expect(JSON.stringify(operation?.responses[problems[code].status])).toContain(code);
		}
		expect(operation?.responses).toHaveProperty("401");
	});

	test("has an example that fits, if it has one", () => {
		if (route.example === undefined) return;
		expect(route.body?.safeParse(route.example).error).toBeUndefined();
	});
});
