// Collects the console's messages into client/src/newsroom/locales/*.xlf, where they are translated, and writes the
// modules that the console loads. `--check` changes nothing and fails when a message is not collected or translated.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = join(root, "client/src/newsroom/locales");
const cli = join(root, "node_modules/@lit/localize-tools/bin/lit-localize.js");
const run = (step) => execFileSync(process.execPath, [cli, step], { cwd: join(root, "client"), stdio: "inherit" });
const read = () =>
	Object.fromEntries(readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), "utf8")]));

const before = read();
run("extract");
run("build");
execFileSync(process.execPath, [join(root, "node_modules/@biomejs/biome/bin/biome"), "check", "--write", folder], {
	cwd: root,
	stdio: "ignore",
});
if (process.argv.includes("--check")) {
	const after = read();
	for (const [file, text] of Object.entries(before)) writeFileSync(join(folder, file), text);
	const stale = Object.keys(after).filter((file) => after[file] !== before[file]);
	const units = Object.entries(after).flatMap(([file, text]) =>
		file.endsWith(".xlf") ? text.split("<trans-unit ").slice(1) : [],
	);
	const open = units.filter((unit) => !unit.includes("<target"));
	if (stale.length > 0) console.error(`Run npm run messages: ${stale.join(", ")} would change.`);
	if (open.length > 0) console.error(`${open.length} messages are not translated.`);
	process.exitCode = stale.length + open.length > 0 ? 1 : 0;
}
