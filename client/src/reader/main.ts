/** What a reader's page loads: takes the page over and keeps it up to date. */
import { defineElements } from "../elements/index.ts";
import { readPageState } from "../pages/page-data.ts";
import { startReader } from "./start-reader.ts";

const root = document.getElementById("page");
// Before the elements are defined: some of them change what stands in a body.
const state = readPageState(document);
if (root && state) startReader(root, state, defineElements);
else defineElements();
