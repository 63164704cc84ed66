// Takes out, one at a time, what keeps an update from being lost, repeated or reordered, and shows that a test notices.
// Each mutation is a small change of text in a copy of this folder; the working tree is left alone. Run it with
// `npm run mutations`, or with parts of their names to run only some. Ends with 1 when a mutation went unnoticed.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { mutations } from "./mutations/list.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const wanted = process.argv.slice(2);
const chosen = mutations.filter(({ name }) => wanted.length === 0 || wanted.some((word) => name.includes(word)));

const copy = mkdtempSync(join(tmpdir(), "dateline-mutations-"));
process.on("exit", () => rmSync(copy, { recursive: true, force: true }));
process.on("SIGINT", () => process.exit(130));
copyRepository();

console.log("First the tests without any mutation, which have to pass.\n");
for (const test of new Set(chosen.map(({ test }) => test))) {
	const { passed, output } = runTest(test);
	console.log(`${passed ? "passes" : "FAILS"}: ${test}`);
	if (!passed) {
		console.error(output);
		process.exit(1);
	}
}

let unnoticed = 0;
for (const { name, why, changes, test } of chosen) {
	const undo = changes.map(mutate);
	const { passed, output } = runTest(test);
	for (const restore of undo.reverse()) restore();
	unnoticed += passed ? 1 : 0;
	const where = [...new Set(changes.map(({ file }) => file))].join(", ");
	console.log(`\n${passed ? "NOT NOTICED" : "noticed"}: ${name}\n  ${why}\n  in ${where}, by ${test}`);
	if (!passed) console.log(firstFailure(output));
}
console.log(`\n${chosen.length - unnoticed} of ${chosen.length} mutations were noticed.`);
process.exitCode = unnoticed === 0 ? 0 : 1;

/** What git knows or would add, and node_modules, whose files are linked and not copied. */
function copyRepository() {
	const list = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "-z"], { cwd: root, encoding: "utf8" });
	for (const file of list.split("\0").filter((name) => name !== "" && existsSync(join(root, name)))) {
		mkdirSync(dirname(join(copy, file)), { recursive: true });
		cpSync(join(root, file), join(copy, file));
	}
	for (const folder of [".", "shared", "workers", "client", "server"].map((name) => join(name, "node_modules"))) {
		const from = join(root, folder);
		if (!existsSync(from)) continue;
		const linked = spawnSync("cp", ["-al", from, join(copy, folder)]);
		if (linked.status !== 0) cpSync(from, join(copy, folder), { recursive: true, verbatimSymlinks: true });
	}
}

/** Makes one change of text; gives what takes it back. */
function mutate({ file, from, to }) {
	const path = join(copy, file);
	const original = readFileSync(path, "utf8");
	if (original.split(from).length !== 2) throw new Error(`${file} does not hold exactly once: ${from}`);
	writeFileSync(
		path,
		original.replace(from, () => to),
	);
	return () => writeFileSync(path, original);
}

function runTest(test) {
	const project = test.endsWith(".e2e.ts") ? "e2e" : "unit";
	if (project === "e2e") execFileSync("npm", ["run", "build"], { cwd: copy, stdio: "ignore" });
	const [file, title] = test.split(" > ");
	const args = ["vitest", "run", "--project", project, file, ...(title ? ["-t", title] : [])];
	const { status, stdout, stderr } = spawnSync("npx", args, {
		cwd: copy,
		encoding: "utf8",
		env: { ...process.env, NO_COLOR: "1" },
	});
	return { passed: status === 0, output: `${stdout}\n${stderr}` };
}

/** The first lines that say what failed. */
function firstFailure(output) {
	const lines = output.split("\n").map((line) => line.trimEnd());
	const at = lines.findIndex((line) => /AssertionError|^.*Error: |Timeout/.test(line));
	return lines
		.slice(Math.max(0, at), at + 6)
		.filter((line) => line !== "")
		.map((line) => `  | ${line.slice(0, 160)}`)
		.join("\n");
}
