import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseSettings, SettingsError } from "./settings.ts";

let folder = "";
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "dateline-settings-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function problemsOf(env: Record<string, string>): readonly string[] {
	try {
		parseSettings(env);
	} catch (error) {
		if (error instanceof SettingsError) return error.problems;
		throw error;
	}
	return [];
}

describe("parseSettings", () => {
	it("needs nothing for the embedded instance", () => {
		const settings = parseSettings({ DATA_DIR: folder });
		expect(settings).toMatchObject({
			port: 3000,
			host: "127.0.0.1",
			databaseUrl: null,
			redisUrl: null,
			publicUrl: "http://localhost:3000",
			trustProxy: false,
			logLevel: "info",
			sample: true,
			s3: null,
			smtp: null,
			pushHosts: [],
			outboundHosts: [],
			quietHours: { from: 1_350, until: 420 },
			oidc: null,
		});
		expect(settings.ownOrigins).toContain("http://127.0.0.1:3000");
	});

	it("makes the secret once, for its owner only", () => {
		const first = parseSettings({ DATA_DIR: folder }).secret;
		expect(parseSettings({ DATA_DIR: folder }).secret).toBe(first);
		expect(readFileSync(join(folder, "secret"), "utf8").trim()).toBe(first);
		expect(statSync(join(folder, "secret")).mode & 0o777).toBe(0o600);
	});

	it("makes the data folder for its owner only", () => {
		const dataDir = join(folder, "data");
		parseSettings({ DATA_DIR: dataDir });
		expect(statSync(dataDir).mode & 0o777).toBe(0o700);
	});

	it("lists every problem in a sentence", () => {
		const problems = problemsOf({
			PORT: "http",
			DATABASE_URL: "mysql://x",
			PUBLIC_URL: "news.example.org",
			LOG_LEVEL: "loud",
			TRUST_PROXY: "the proxy",
			S3_BUCKET: "pictures",
			DATELINE_SAMPLE: "some",
		});
		expect(problems).toHaveLength(8);
		for (const problem of problems) expect(problem).toMatch(/^[A-Z][^\n]*\.$/);
		expect(problems).toContain("S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY must be set too, because S3_BUCKET is.");
	});

	it("wants the secret in production", () => {
		const env = { DATABASE_URL: "postgres://localhost/dateline", PUBLIC_URL: "https://news.example.org/" };
		expect(problemsOf(env)).toEqual(["SECRET must be set when DATABASE_URL is: every process needs the same one."]);
		const settings = parseSettings({ ...env, SECRET: "s".repeat(32) });
		expect(settings.publicUrl).toBe("https://news.example.org");
		expect(settings.ownOrigins).toEqual(["https://news.example.org"]);
	});

	it("says when the data folder can't be used", () => {
		writeFileSync(join(folder, "file"), "");
		const dataDir = join(folder, "file", "below");
		expect(problemsOf({ DATA_DIR: dataDir })).toEqual([
			expect.stringContaining(`The data folder ${dataDir} can't be used`),
		]);
	});

	it("counts an empty value as not set", () => {
		expect(parseSettings({ DATA_DIR: folder, PORT: "", S3_BUCKET: " " }).port).toBe(3000);
	});

	it("reads whom to believe as Express does", () => {
		const read = (value: string) => parseSettings({ DATA_DIR: folder, TRUST_PROXY: value }).trustProxy;
		expect(read("true")).toBe(true);
		expect(read("2")).toBe(2);
		expect(read("loopback, 10.0.0.0/8")).toEqual(["loopback", "10.0.0.0/8"]);
	});
});
