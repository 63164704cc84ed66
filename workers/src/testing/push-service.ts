import { createDecipheriv, createECDH, createHmac, createPublicKey, randomBytes, verify } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { NoticePayload } from "@dateline/shared/protocol";

/** A notice as a device's browser has it after decryption. */
export interface ReceivedNotice {
	/** The device's name in this service. */
	device: string;
	payload: NoticePayload;
	topic: string | undefined;
}

/** A device as a browser would hand it to us. */
export interface TestDevice {
	name: string;
	subscription: { endpoint: string; keys: { p256dh: string; auth: string } };
}

/**
 * A push service of a test's own: it takes messages (RFC 8030), checks who sends them (RFC 8292), and decrypts them for
 * its devices (RFC 8291, RFC 8188 with one record). `answer` says which status a device gets, 201 unless told otherwise.
 */
export async function startPushService() {
	const devices = new Map<string, { ecdh: ReturnType<typeof createECDH>; auth: Buffer }>();
	const received: ReceivedNotice[] = [];
	const asked: string[] = [];
	let answer: (device: string) => number | null = () => 201;
	const server = createServer((request, response) => {
		take(request).then(
			(status) => (status === null ? undefined : response.writeHead(status, { "Retry-After": "1" }).end()),
			(error: unknown) => response.writeHead(400).end(String(error)),
		);
	}).listen(0, "127.0.0.1");
	await once(server, "listening");
	const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;

	async function take(request: IncomingMessage): Promise<number | null> {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		const name = decodeURIComponent(request.url?.slice("/push/".length) ?? "");
		const device = devices.get(name);
		asked.push(name);
		if (!device) return 404;
		checkSender(request.headers.authorization ?? "", `http://${host}`);
		const status = answer(name);
		if (status !== 201) return status;
		const topic = request.headers["topic"] as string | undefined;
		received.push({ device: name, payload: JSON.parse(decrypt(Buffer.concat(chunks), device)), topic });
		return 201;
	}

	return {
		/** As the setting PUSH_HOSTS takes it. */
		host,
		received: received as readonly ReceivedNotice[],
		/** Every device that something was sent to, in order, whatever was answered. */
		asked: asked as readonly string[],
		/** Null: never answers. */
		answerWith(next: (device: string) => number | null) {
			answer = next;
		},
		addDevice(name: string): TestDevice {
			const ecdh = createECDH("prime256v1");
			const p256dh = ecdh.generateKeys().toString("base64url");
			const auth = randomBytes(16);
			devices.set(name, { ecdh, auth });
			const keys = { p256dh, auth: auth.toString("base64url") };
			return { name, subscription: { endpoint: `http://${host}/push/${encodeURIComponent(name)}`, keys } };
		},
		close: () =>
			new Promise<void>((resolve) => {
				server.closeAllConnections();
				server.close(() => resolve());
			}),
	};
}

/** @throws when the token is not signed by the key that it comes with, is for another service, or has run out */
function checkSender(header: string, audience: string): void {
	const [, token = "", key = ""] = /^vapid t=([^,]+), ?k=(.+)$/.exec(header) ?? [];
	const [head = "", claims = "", signature = ""] = token.split(".");
	const point = Buffer.from(key, "base64url");
	const coordinate = (from: number) => point.subarray(from, from + 32).toString("base64url");
	const jwk = { kty: "EC", crv: "P-256", x: coordinate(1), y: coordinate(33) };
	const publicKey = createPublicKey({ key: jwk, format: "jwk" });
	const signed = Buffer.from(`${head}.${claims}`);
	const isGood = verify(
		"sha256",
		signed,
		{ key: publicKey, dsaEncoding: "ieee-p1363" },
		Buffer.from(signature, "base64url"),
	);
	const { aud, exp } = JSON.parse(Buffer.from(claims, "base64url").toString()) as { aud: string; exp: number };
	if (!isGood || aud !== audience || exp * 1_000 < Date.now()) throw new Error("not signed for this service");
}

const hmac = (key: Buffer, ...parts: (Buffer | string)[]) => {
	const made = createHmac("sha256", key);
	for (const part of parts) made.update(part);
	return made.digest();
};

function decrypt(body: Buffer, { ecdh, auth }: { ecdh: ReturnType<typeof createECDH>; auth: Buffer }): string {
	const salt = body.subarray(0, 16);
	const sender = body.subarray(21, 21 + (body[20] ?? 0));
	const sealed = body.subarray(21 + sender.length);
	const keyed = hmac(auth, ecdh.computeSecret(sender));
	const material = hmac(keyed, "WebPush: info\0", ecdh.getPublicKey(), sender, "\x01");
	const random = hmac(salt, material);
	const key = hmac(random, "Content-Encoding: aes128gcm\0\x01").subarray(0, 16);
	const nonce = hmac(random, "Content-Encoding: nonce\0\x01").subarray(0, 12);
	const decipher = createDecipheriv("aes-128-gcm", key, nonce);
	decipher.setAuthTag(sealed.subarray(-16));
	const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
	return padded.subarray(0, padded.lastIndexOf(2)).toString("utf8");
}
