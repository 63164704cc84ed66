import { createServer, type RequestListener, type Server } from "node:http";
import { type AddressInfo, createServer as createLine } from "node:net";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { afterEach, expect, test } from "vitest";
import { createOutbound, isPublicAddress, OutboundError, problemOfAddress } from "./index.ts";
import { lookUpPublic } from "./public-address.ts";

const open: { close(): void }[] = [];
afterEach(() => {
	for (const one of open.splice(0)) one.close();
});

function outbound(allowedHosts = ["127.0.0.1:*"]) {
	const made = createOutbound({ allowedHosts });
	open.push(made);
	return made;
}

async function serve(answer: RequestListener): Promise<string> {
	const server = createServer(answer);
	return listen(server, () => server.closeAllConnections());
}

async function listen(server: Pick<Server, "listen" | "close" | "address">, cut = () => {}): Promise<string> {
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	open.push({
		close() {
			server.close();
			cut();
		},
	});
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const codeOf = (asked: Promise<unknown>) =>
	asked.then(
		() => "answered",
		(error) => (error instanceof OutboundError ? error.code : String(error)),
	);

test("addresses of private networks are told from public ones", () => {
	for (const address of [
		"127.0.0.1",
		"10.1.2.3",
		"172.20.0.1",
		"192.168.1.1",
		"169.254.169.254",
		"100.64.0.1",
		"0.0.0.0",
	])
		expect(isPublicAddress(address), address).toBe(false);
	for (const address of [
		"::1",
		"fe80::1",
		"fd00::1",
		"::ffff:127.0.0.1",
		"::ffff:8.8.8.8",
		"64:ff9b::7f00:1",
		"2002:7f00:1::",
		"::",
	])
		expect(isPublicAddress(address), address).toBe(false);
	expect(isPublicAddress("142.250.1.1")).toBe(true);
	expect(isPublicAddress("2a00:1450:4001::1")).toBe(true);
});

test("only addresses of the web are asked", () => {
	const rules = { allowedHosts: ["hooks.internal:8080", "localhost:*"] };
	for (const bad of [
		"nonsense",
		"file:///etc/passwd",
		"gopher://example.com/",
		"http://intranet/",
		"http://127.0.0.1/",
		"http://2130706433/",
		"http://0x7f.1/",
		"http://[::1]/",
		"http://[::ffff:10.0.0.1]/",
		"https://user:secret@example.com/",
		"https://example.com:22/",
		"https://example.com:6379/",
		`https://example.com/${"a".repeat(2_000)}`,
	])
		expect(problemOfAddress(bad, rules), bad).not.toBeNull();
	for (const good of [
		"https://example.com/",
		"http://example.com:8080/a",
		"http://hooks.internal:8080/",
		"http://localhost:4711/",
	])
		expect(problemOfAddress(good, rules), good).toBeNull();
	expect(problemOfAddress("http://example.com/", { allowedHosts: [], secure: true })).not.toBeNull();
	expect(problemOfAddress("https://example.com:8443/", { allowedHosts: [], usualPort: true })).not.toBeNull();
});

test("a name that leads to this machine is refused when it is connected to", async () => {
	let asked = 0;
	const { port } = new URL(await serve((_, response) => response.end(String(++asked))));
	// Names that the system's resolver leads here, as a hostile name server would.
	for (const name of ["here.localhost", "localhost."])
		expect(await codeOf(outbound([]).ask(`http://${name}:${port}/`))).toMatch(/not_public|unknown_host/);
	expect(asked).toBe(0);
	const error = await new Promise((resolve) => lookUpPublic("localhost", { all: true }, resolve));
	expect(error).toMatchObject({ code: "not_public" });
});

test("an answer comes whole, unpacked, and with its status", async () => {
	const address = await serve((request, response) => {
		const text = `${request.method} ${request.headers["x-one"]}`;
		if (request.url === "/gzip") response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(text));
		else if (request.url === "/br") response.writeHead(200, { "content-encoding": "br" }).end(brotliCompressSync(text));
		else request.pipe(response.writeHead(418));
	});
	for (const path of ["/gzip", "/br"]) {
		const { status, body } = await outbound().ask(`${address}${path}`, { headers: { "x-one": "1" } });
		expect([status, body.toString()]).toEqual([200, "GET 1"]);
	}
	const posted = await outbound().ask(address, { method: "POST", body: "hello" });
	expect([posted.status, posted.body.toString(), posted.cut]).toEqual([418, "hello", false]);
});

test("more than is taken is refused, or cut where that is enough, however small it came", async () => {
	const address = await serve((_, response) =>
		response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(Buffer.alloc(20_000_000))),
	);
	expect(await codeOf(outbound().ask(address, { longest: 1_000 }))).toBe("too_long");
	const cut = await outbound().ask(address, { longest: 1_000, cut: true });
	expect([cut.body.length, cut.cut]).toEqual([1_000, true]);
});

test("redirects are followed when asked for, each checked anew, and secrets stay with the first host", async () => {
	const second = await serve((request, response) => response.end(String(request.headers["authorization"])));
	let far = second;
	const first = await serve((request, response) => {
		const to = request.url === "/loop" ? "/loop" : far;
		response.writeHead(302, { location: to }).end();
	});
	const headers = { authorization: "Bearer secret" };
	expect((await outbound().ask(first)).status).toBe(302);
	const answer = await outbound().ask(first, { redirects: 2, headers });
	expect([answer.url, answer.body.toString()]).toEqual([`${second}/`, "undefined"]);
	expect(await codeOf(outbound().ask(`${first}/loop`, { redirects: 3 }))).toBe("too_many_redirects");
	far = "http://169.254.169.254/latest/meta-data/";
	expect(await codeOf(outbound().ask(first, { redirects: 3 }))).toBe("not_public");
	far = "file:///etc/passwd";
	expect(await codeOf(outbound().ask(first, { redirects: 3 }))).toBe("bad_address");
	// An allowed host on another port than the one that is allowed.
	far = second;
	expect(await codeOf(outbound([new URL(first).host]).ask(first, { redirects: 3 }))).toMatch(/not_public|bad_address/);
});

test("nothing is waited for without an end", async () => {
	const silent = await serve(() => undefined);
	expect(await codeOf(outbound().ask(silent, { answerWithin: 50 }))).toBe("timeout");
	const dripping = await serve((_, response) => {
		response.write("a");
	});
	expect(await codeOf(outbound().ask(dripping, { answerWithin: 200 }))).toBe("timeout");
	// Nobody answers the greeting of an encrypted connection.
	const line = createLine((socket) => socket.on("error", () => undefined));
	const deaf = (await listen(line as unknown as Server)).replace("http:", "https:");
	expect(await codeOf(outbound().ask(deaf, { connectWithin: 50 }))).toBe("timeout");
	const stop = new AbortController();
	const asked = codeOf(outbound().ask(silent, { signal: stop.signal }));
	stop.abort();
	expect(await asked).toBe("stopped");
});

test("what can't be reached, or breaks off, says so", async () => {
	const gone = createServer();
	const address = await listen(gone);
	await new Promise((resolve) => gone.close(resolve));
	expect(await codeOf(outbound().ask(address))).toBe("unreachable");
	const broken = await serve((_, response) => {
		response.writeHead(200, { "content-length": "100" });
		response.write("half", () => response.destroy());
	});
	expect(await codeOf(outbound().ask(broken))).toBe("unreachable");
	const badly = await serve((_, response) => response.writeHead(200, { "content-encoding": "gzip" }).end("no gzip"));
	expect(await codeOf(outbound().ask(badly))).toBe("unreachable");
	expect(await codeOf(outbound([]).ask("http://no-such-host.invalid/"))).toMatch(/unknown_host|unreachable/);
});

test("an answer can be read as it comes", async () => {
	const address = await serve((_, response) => {
		response.write("data: 1\n\n");
	});
	const { body } = await outbound().open(address);
	for await (const part of body) {
		expect(String(part)).toBe("data: 1\n\n");
		break;
	}
	expect(body.destroyed).toBe(true);
});
