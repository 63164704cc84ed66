// `npm run dev`: the same as `npm start`, rebuilt and restarted at each change; open pages reload themselves.
import { checkNode } from "./setup/check-node.mjs";

checkNode();
const { setUp } = await import("./setup.mjs");
await setUp(["redis"]);
const { develop } = await import("./dev/develop.mjs");
await develop();
