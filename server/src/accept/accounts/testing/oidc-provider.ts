import { createHash, generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Who the provider says has signed in there. */
export interface Claims {
	sub: string;
	email: string;
	email_verified: boolean;
	name?: string;
}

/**
 * A small OpenID Connect provider (OpenID Connect Core 1.0, code flow with PKCE S256): whoever comes is `claims`, no
 * questions asked. `forge` signs ID tokens with a key that it does not publish.
 */
export async function startOidcProvider({ clientId, clientSecret }: { clientId: string; clientSecret: string }) {
	const key = generateKeyPairSync("rsa", { modulusLength: 2048 });
	const other = generateKeyPairSync("rsa", { modulusLength: 2048 });
	const codes = new Map<string, { nonce: string | null; challenge: string | null }>();
	const state = { claims: { sub: "1", email: "", email_verified: true } as Claims, forge: false };
	let issuer = "";

	const idToken = (nonce: string | null) => {
		const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
		const now = Math.floor(Date.now() / 1000);
		const payload = { ...state.claims, iss: issuer, aud: clientId, iat: now, exp: now + 300, ...(nonce && { nonce }) };
		const head = `${encode({ alg: "RS256", kid: "one", typ: "JWT" })}.${encode(payload)}`;
		const { privateKey } = state.forge ? other : key;
		return `${head}.${sign("sha256", Buffer.from(head), privateKey).toString("base64url")}`;
	};

	const server = createServer(async (request, response) => {
		const url = new URL(request.url ?? "/", issuer);
		const json = (status: number, body: object) => {
			response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
		};
		if (url.pathname === "/.well-known/openid-configuration") {
			return json(200, {
				issuer,
				authorization_endpoint: `${issuer}/authorize`,
				token_endpoint: `${issuer}/token`,
				jwks_uri: `${issuer}/keys`,
				response_types_supported: ["code"],
				subject_types_supported: ["public"],
				id_token_signing_alg_values_supported: ["RS256"],
			});
		}
		if (url.pathname === "/keys") {
			return json(200, {
				keys: [{ ...key.publicKey.export({ format: "jwk" }), kid: "one", use: "sig", alg: "RS256" }],
			});
		}
		if (url.pathname === "/authorize") {
			const code = randomUUID();
			codes.set(code, { nonce: url.searchParams.get("nonce"), challenge: url.searchParams.get("code_challenge") });
			const back = new URL(url.searchParams.get("redirect_uri") ?? "");
			back.searchParams.set("code", code);
			back.searchParams.set("state", url.searchParams.get("state") ?? "");
			return response.writeHead(302, { location: back.href }).end();
		}
		let body = "";
		for await (const chunk of request) body += chunk;
		const form = new URLSearchParams(body);
		const code = codes.get(form.get("code") ?? "");
		const challenge = createHash("sha256")
			.update(form.get("code_verifier") ?? "")
			.digest("base64url");
		const basic = Buffer.from((request.headers.authorization ?? "").replace(/^Basic /, ""), "base64").toString();
		const knows = basic === `${clientId}:${clientSecret}` || form.get("client_secret") === clientSecret;
		if (!code || code.challenge !== challenge || !knows) return json(400, { error: "invalid_grant" });
		codes.delete(form.get("code") ?? "");
		return json(200, {
			access_token: randomUUID(),
			token_type: "Bearer",
			expires_in: 300,
			id_token: idToken(code.nonce),
		});
	}).listen(0, "127.0.0.1");
	await once(server, "listening");
	issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return {
		issuer,
		state,
		close() {
			server.close();
			server.closeAllConnections();
		},
	};
}
