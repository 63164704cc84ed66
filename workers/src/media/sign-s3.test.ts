import { expect, test } from "vitest";
import { signS3 } from "./sign-s3.ts";

/** The keys of the examples in Amazon's documentation. */
const example = {
	region: "us-east-1",
	accessKeyId: "AKIAIOSFODNN7EXAMPLE",
	secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
};
const at = new Date("2013-05-24T00:00:00Z");

test.each([
	[
		"GET",
		{ method: "GET", url: "https://examplebucket.s3.amazonaws.com/test.txt", headers: { range: "bytes=0-9" } },
		"f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
	],
	[
		"PUT",
		{
			method: "PUT",
			url: "https://examplebucket.s3.amazonaws.com/test%24file.text",
			headers: { date: "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class": "REDUCED_REDUNDANCY" },
			body: Buffer.from("Welcome to Amazon S3."),
		},
		"98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
	],
	[
		"a query",
		{ method: "GET", url: "https://examplebucket.s3.amazonaws.com/?max-keys=2&prefix=J" },
		"34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
	],
] as const)("signs %s as the documentation of Signature Version 4 does", (_name, { url, ...request }, signature) => {
	const { authorization } = signS3({ ...request, url: new URL(url), at }, example);
	expect(authorization).toContain(`Signature=${signature}`);
});
