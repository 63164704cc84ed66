import { createHash, createHmac } from "node:crypto";
import type { S3Settings } from "@dateline/shared/settings";

/** What of a request goes into its signature. Header names in lower case. */
export interface S3Request {
	method: "GET" | "PUT" | "DELETE";
	url: URL;
	headers?: Record<string, string>;
	body?: Buffer;
	/** SHA-256 of a body that is not in memory, in hexadecimal. */
	hash?: string;
	/** The time of the request. */
	at: Date;
}

/**
 * The headers that sign a request for a storage that speaks S3: AWS Signature Version 4, all headers signed, the body by
 * its hash (docs.aws.amazon.com, "Authenticating Requests (AWS Signature Version 4)").
 */
export function signS3(
	{ method, url, headers = {}, body = Buffer.alloc(0), hash, at }: S3Request,
	{ region, accessKeyId, secretAccessKey }: Pick<S3Settings, "region" | "accessKeyId" | "secretAccessKey">,
): Record<string, string> {
	const stamp = at.toISOString().replace(/[-:]|\.\d{3}/g, "");
	const day = stamp.slice(0, 8);
	const bodyHash = hash ?? sha256(body);
	const all: Record<string, string> = {
		...headers,
		host: url.host,
		"x-amz-content-sha256": bodyHash,
		"x-amz-date": stamp,
	};
	const names = Object.keys(all).sort();
	const canonical = [
		method,
		url.pathname.split("/").map(encodePart).join("/"),
		[...url.searchParams]
			.map(([name, value]) => `${encodePart(name)}=${encodePart(value)}`)
			.sort()
			.join("&"),
		...names.map((name) => `${name}:${all[name]?.trim()}`),
		"",
		names.join(";"),
		bodyHash,
	].join("\n");
	const scope = `${day}/${region}/s3/aws4_request`;
	const toSign = ["AWS4-HMAC-SHA256", stamp, scope, sha256(canonical)].join("\n");
	const key = [day, region, "s3", "aws4_request"].reduce<Buffer | string>(hmac, `AWS4${secretAccessKey}`);
	const signature = hmac(key, toSign).toString("hex");
	const { host: _host, ...sent } = all;
	return {
		...sent,
		authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names.join(";")}, Signature=${signature}`,
	};
}

const sha256 = (data: Buffer | string): string => createHash("sha256").update(data).digest("hex");

const hmac = (key: Buffer | string, data: string): Buffer => createHmac("sha256", key).update(data).digest();

/** RFC 3986, of a part that the URL may have encoded already. */
const encodePart = (part: string): string =>
	encodeURIComponent(decodeURIComponent(part)).replace(
		/[!'()*]/g,
		(sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
	);
