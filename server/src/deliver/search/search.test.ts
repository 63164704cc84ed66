import { searchPath } from "@dateline/client/pages";
import { openTestDatabase } from "@dateline/shared/database/testing";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestDeliver, type TestDeliver } from "../testing/start-test-deliver.ts";
import { createSearch } from "./create-search.ts";
import { parseSearch } from "./parse-search.ts";

const parse = (text: string) => parseSearch(new URLSearchParams(text));

describe("what an address asks for", () => {
	it("leaves out what means nothing, and writes it back as it was understood", () => {
		const address = "q=+a%00++b&kind=nonsense&when=between&from=2026-02-30&to=2026-03-01&sort=newest&page=-3&utm=x";
		const query = parse(address);
		expect(query).toMatchObject({ q: "a b", kind: "", from: "", to: "2026-03-01", sort: "newest", page: 1 });
		expect(searchPath(query)).toBe("/search?q=a+b&when=between&to=2026-03-01&sort=newest");
		expect(parse(searchPath(query).split("?")[1] ?? "")).toEqual(query);
		expect(parse(`q=${"x".repeat(500)}&from=2026-03-01`)).toMatchObject({ q: "x".repeat(200), from: "" });
	});
});

describe("how much is searched", () => {
	let deliver: TestDeliver;
	beforeAll(async () => {
		deliver = await startTestDeliver();
	});
	afterAll(() => deliver.stop());

	it("answers as JSON to every origin", async () => {
		const response = await fetch(`${deliver.url}/api/v1/search/published?q=river&page=2`);
		expect(response.status).toBe(200);
		expect(response.headers.get("access-control-allow-origin")).toBe("*");
		expect(await response.json()).toMatchObject({ total: 0, results: [], query: { q: "river", page: 2 } });
	});

	it("says when it has too much to do, and answers the same question from memory until something is published", async () => {
		const record = await openTestDatabase();
		const { model } = deliver.deliver;
		const log = pino({ level: "silent" });
		const here = { epoch: model.epoch, position: 1, held: model.held };
		const search = createSearch({ record, model: here, log, limit: { rate: 0.01, burst: 2 } });
		expect(await search.ask(parse("q=a"))).toMatchObject({ total: 0 });
		expect(await search.ask(parse("q=ab"))).toMatchObject({ total: 0 });
		expect(await search.ask(parse("q=abc"))).toMatchObject({ total: 0 });
		await expect(search.ask(parse("q=abcd"))).rejects.toMatchObject({ code: "busy" });
		expect(await search.ask(parse("q=ab"))).toMatchObject({ total: 0 });
		here.position = 2;
		await expect(search.ask(parse("q=ab"))).rejects.toMatchObject({ code: "busy" });
		await record.close();
	});
});
