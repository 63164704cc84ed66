#!/usr/bin/env node
import { existsSync } from "node:fs";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
const built = new URL("../dist/cli/index.js", import.meta.url);
if (major < 20 || (major === 20 && minor < 19)) {
	console.error(`Dateline needs Node 20.19 or later; this is ${process.versions.node}.`);
	process.exitCode = 1;
} else if (!existsSync(built)) {
	console.error("Dateline is not built yet: run `npm start`, or `npm ci` and `npm run build`, in its folder.");
	process.exitCode = 1;
} else {
	const { runCli } = await import(built.href);
	// What a command leaves open must not keep the process.
	process.exit(await runCli(process.argv.slice(2)));
}
