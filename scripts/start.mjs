// `npm start`: the set-up, then Dateline in this very process.
import { fileURLToPath } from "node:url";
import { checkNode } from "./setup/check-node.mjs";

checkNode();
const parent = process.ppid;
const { setUp } = await import("./setup.mjs");
await setUp(["redis"]);
// npm has ended meanwhile, and nobody would notice from now on.
if (process.ppid !== parent) process.exit(1);

const program = new URL("../server/bin/dateline.js", import.meta.url);
process.argv = [process.execPath, fileURLToPath(program), "start"];
await import(program.href);
