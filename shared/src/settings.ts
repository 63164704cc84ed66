import { randomBytes } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";

/** Where Redis or Valkey answers: an address, or the path of a unix socket. */
export type RedisAddress = { url: string } | { path: string };

/** Storage that speaks S3. Without it, media lies in the data folder. */
export type S3Settings = {
	bucket: string;
	region: string;
	/** Null means Amazon's own. */
	endpoint: string | null;
	accessKeyId: string;
	secretAccessKey: string;
	/** Where readers fetch media from, when not through Dateline. */
	publicUrl: string | null;
};

export type SmtpSettings = {
	host: string;
	port: number;
	user: string | null;
	password: string | null;
	/** The sender's address. */
	from: string;
};

export type OidcSettings = { issuer: string; clientId: string; clientSecret: string };

/** Every setting, parsed once at start. `docs/operating.md` explains each. */
export type Settings = {
	/** 0 lets the system choose a free one. */
	port: number;
	host: string;
	/** Absolute path. Holds the record (embedded), media, the secret and the snapshots. */
	dataDir: string;
	/** PostgreSQL. Null means embedded: PGlite in the data folder. */
	databaseUrl: string | null;
	/** Null means: embedded, one of our own; production, none. */
	redisUrl: string | null;
	/** Without a slash at its end. */
	publicUrl: string;
	/** The origins that count as our own in a browser's `Origin` header. */
	ownOrigins: readonly string[];
	/** Signs sessions and links; at least 32 characters. */
	secret: string;
	/** As Express takes it: whom to believe about `X-Forwarded-*`. */
	trustProxy: boolean | number | string[];
	logLevel: "trace" | "debug" | "info" | "warn" | "error" | "fatal" | "silent";
	/** Whether an empty record gets our sample coverage and the first administrator's link at its first start. */
	sample: boolean;
	s3: S3Settings | null;
	/** Bytes of a video or sound that is brought in. */
	maxUpload: number;
	/** Whether readers' devices keep pages and take notices; off, what does so on them removes itself. */
	serviceWorker: boolean;
	smtp: SmtpSettings | null;
	oidc: OidcSettings | null;
	/** Push services on a private network or without encryption, as `host` or `host:port`: one's own, or a test's. */
	pushHosts: readonly string[];
	/** Hosts on a private network that webhooks, wires and the like may ask, as `host`, `host:port` or `host:*`. */
	outboundHosts: readonly string[];
	/** Quiet hours that a device begins with, in minutes of its day; null: none. */
	quietHours: { from: number; until: number } | null;
};

/** Some settings are wrong. `problems` has one sentence for each. */
export class SettingsError extends Error {
	readonly problems: readonly string[];
	constructor(problems: readonly string[]) {
		super(problems.join("\n"));
		this.name = "SettingsError";
		this.problems = problems;
	}
}

const SECRET_LENGTH = 32;

const port = (name: string, lowest: number) =>
	z
		.string()
		.regex(/^\d{1,5}$/, `${name} must be a number from ${lowest} to 65535.`)
		.transform(Number)
		.refine((value) => value >= lowest && value <= 65535, `${name} must be a number from ${lowest} to 65535.`);

const url = (name: string, protocols: readonly string[]) =>
	z
		.string()
		.refine(
			(value) => URL.canParse(value) && protocols.includes(new URL(value).protocol),
			`${name} must be an address that begins with ${protocols.map((one) => `${one}//`).join(" or ")}.`,
		);

const webAddress = (name: string) => url(name, ["http:", "https:"]).transform((value) => value.replace(/\/+$/, ""));

const trustProxy = z.string().transform((value, context): boolean | number | string[] => {
	if (value === "true" || value === "false") return value === "true";
	if (/^\d+$/.test(value)) return Number(value);
	const addresses = value.split(",").map((one) => one.trim());
	if (addresses.every((one) => /^(loopback|linklocal|uniquelocal|[\da-fA-F.:]+(\/\d{1,3})?)$/.test(one)))
		return addresses;
	context.addIssue("TRUST_PROXY must be true, false, a number of proxies, or addresses with commas between them.");
	return z.NEVER;
});

const hosts = (name: string) =>
	z
		.string()
		.regex(
			/^[A-Za-z0-9.:[\]*-]+(\s*,\s*[A-Za-z0-9.:[\]*-]+)*$/,
			`${name} must be hosts with commas between them, each with its port.`,
		)
		.transform((value) => value.split(",").map((one) => one.trim().toLowerCase()));

const environment = z.object({
	PORT: port("PORT", 0).default(3000),
	HOST: z
		.string()
		.regex(/^[A-Za-z0-9.:_-]+$/, "HOST must be a host name or an address, without a port.")
		.default("127.0.0.1"),
	DATA_DIR: z.string().default("./data"),
	DATABASE_URL: url("DATABASE_URL", ["postgres:", "postgresql:"]).optional(),
	REDIS_URL: url("REDIS_URL", ["redis:", "rediss:"]).optional(),
	PUBLIC_URL: webAddress("PUBLIC_URL")
		.refine(
			(value) => new URL(value).pathname === "/",
			"PUBLIC_URL must have no path: Dateline needs a host of its own.",
		)
		.optional(),
	SECRET: z.string().min(SECRET_LENGTH, `SECRET must have at least ${SECRET_LENGTH} characters.`).optional(),
	TRUST_PROXY: trustProxy.default(false),
	LOG_LEVEL: z
		.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"], {
			error: "LOG_LEVEL must be trace, debug, info, warn, error, fatal or silent.",
		})
		.default("info"),
	DATELINE_SAMPLE: z.enum(["none", "full"], { error: "DATELINE_SAMPLE must be none or full." }).default("full"),
	UPLOAD_MAX_MB: z
		.string()
		.regex(/^[1-9]\d{0,4}$/, "UPLOAD_MAX_MB must be a number from 1 to 99999.")
		.transform(Number)
		.default(512),
	SERVICE_WORKER: z.enum(["on", "off"], { error: "SERVICE_WORKER must be on or off." }).default("on"),
	S3_BUCKET: z.string().optional(),
	S3_REGION: z.string().default("us-east-1"),
	S3_ENDPOINT: webAddress("S3_ENDPOINT").optional(),
	S3_ACCESS_KEY_ID: z.string().optional(),
	S3_SECRET_ACCESS_KEY: z.string().optional(),
	S3_PUBLIC_URL: webAddress("S3_PUBLIC_URL").optional(),
	SMTP_HOST: z.string().optional(),
	SMTP_PORT: port("SMTP_PORT", 1).default(587),
	SMTP_USER: z.string().optional(),
	SMTP_PASSWORD: z.string().optional(),
	SMTP_FROM: z.string().regex(/@/, "SMTP_FROM must be an e-mail address.").optional(),
	PUSH_HOSTS: hosts("PUSH_HOSTS").default([]),
	OUTBOUND_HOSTS: hosts("OUTBOUND_HOSTS").default([]),
	QUIET_HOURS: z
		.string()
		.regex(
			/^(none|([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d)$/,
			"QUIET_HOURS must be none, or two times such as 22:30-07:00.",
		)
		.default("22:30-07:00")
		.transform((value) => {
			const [from, until] = value.split("-").map((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)));
			return value === "none" || from === undefined || until === undefined ? null : { from, until };
		}),
	OIDC_ISSUER: webAddress("OIDC_ISSUER").optional(),
	OIDC_CLIENT_ID: z.string().optional(),
	OIDC_CLIENT_SECRET: z.string().optional(),
});

/** Settings that make sense only together: with one of them, all are needed. */
const GROUPS = [
	["S3_BUCKET", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"],
	["SMTP_HOST", "SMTP_FROM"],
	["SMTP_USER", "SMTP_PASSWORD"],
	["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"],
] as const;

/**
 * Reads all settings from the environment; an empty value counts as not set.
 * In embedded mode (no DATABASE_URL) and without SECRET, the secret is read from the data folder, and made there the first time.
 *
 * @throws {SettingsError} with every problem, not only the first.
 */
export function parseSettings(env: Readonly<Record<string, string | undefined>>): Settings {
	const given = Object.fromEntries(
		Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ""),
	);
	const parsed = environment.safeParse(given);
	const problems = parsed.success ? [] : parsed.error.issues.map((issue) => issue.message);
	for (const group of GROUPS) {
		const missing = group.filter((name) => given[name] === undefined);
		if (missing.length > 0 && missing.length < group.length) {
			const present = group.filter((name) => given[name] !== undefined);
			problems.push(`${missing.join(" and ")} must be set too, because ${present.join(" and ")} is.`);
		}
	}
	if (given["DATABASE_URL"] !== undefined && given["SECRET"] === undefined) {
		problems.push("SECRET must be set when DATABASE_URL is: every process needs the same one.");
	}
	if (!parsed.success || problems.length > 0) throw new SettingsError(problems);

	const values = parsed.data;
	const dataDir = resolve(values.DATA_DIR);
	const publicUrl = values.PUBLIC_URL ?? `http://${publicHost(values.HOST)}:${values.PORT}`;
	return {
		port: values.PORT,
		host: values.HOST,
		dataDir,
		databaseUrl: values.DATABASE_URL ?? null,
		redisUrl: values.REDIS_URL ?? null,
		publicUrl,
		ownOrigins: ownOrigins(publicUrl),
		secret: values.SECRET ?? readOrMakeSecret(dataDir),
		trustProxy: values.TRUST_PROXY,
		logLevel: values.LOG_LEVEL,
		sample: values.DATELINE_SAMPLE === "full",
		serviceWorker: values.SERVICE_WORKER === "on",
		maxUpload: values.UPLOAD_MAX_MB * 1024 * 1024,
		s3:
			values.S3_BUCKET && values.S3_ACCESS_KEY_ID && values.S3_SECRET_ACCESS_KEY
				? {
						bucket: values.S3_BUCKET,
						region: values.S3_REGION,
						endpoint: values.S3_ENDPOINT ?? null,
						accessKeyId: values.S3_ACCESS_KEY_ID,
						secretAccessKey: values.S3_SECRET_ACCESS_KEY,
						publicUrl: values.S3_PUBLIC_URL ?? null,
					}
				: null,
		smtp:
			values.SMTP_HOST && values.SMTP_FROM
				? {
						host: values.SMTP_HOST,
						port: values.SMTP_PORT,
						user: values.SMTP_USER ?? null,
						password: values.SMTP_PASSWORD ?? null,
						from: values.SMTP_FROM,
					}
				: null,
		pushHosts: values.PUSH_HOSTS,
		outboundHosts: values.OUTBOUND_HOSTS,
		quietHours: values.QUIET_HOURS,
		oidc:
			values.OIDC_ISSUER && values.OIDC_CLIENT_ID && values.OIDC_CLIENT_SECRET
				? {
						issuer: values.OIDC_ISSUER,
						clientId: values.OIDC_CLIENT_ID,
						clientSecret: values.OIDC_CLIENT_SECRET,
					}
				: null,
	};
}

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/** What a person on this machine types for what we listen on. */
function publicHost(host: string): string {
	if (["127.0.0.1", "::1", "0.0.0.0", "::", "localhost"].includes(host)) return "localhost";
	return host.includes(":") ? `[${host}]` : host;
}

/** On one's own machine all names of the loopback are the same site, whichever was typed. */
function ownOrigins(publicUrl: string): string[] {
	const { origin, protocol, hostname, port: shownPort } = new URL(publicUrl);
	if (!LOOPBACK.includes(hostname)) return [origin];
	return LOOPBACK.map((host) => new URL(`${protocol}//${host}:${shownPort}`).origin);
}

function readOrMakeSecret(dataDir: string): string {
	const path = join(dataDir, "secret");
	try {
		mkdirSync(dataDir, { recursive: true, mode: 0o700 });
		if (!existsSync(path)) makeSecret(path);
		const secret = readFileSync(path, "utf8").trim();
		if (secret.length < SECRET_LENGTH) throw new Error("the file secret in it is too short");
		return secret;
	} catch (error) {
		throw new SettingsError([
			`The data folder ${dataDir} can't be used: ${error instanceof Error ? error.message : String(error)}.`,
		]);
	}
}

/** A hard link appears whole or not at all: of two first starts one makes the secret, and a kill leaves none half written. */
function makeSecret(path: string): void {
	const draft = `${path}.${process.pid}`;
	writeFileSync(draft, `${randomBytes(32).toString("base64url")}\n`, { mode: 0o600 });
	try {
		linkSync(draft, path);
	} catch (error) {
		if (!existsSync(path)) throw error;
	} finally {
		rmSync(draft, { force: true });
	}
}
