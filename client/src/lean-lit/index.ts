/**
 * What readers' pages need of Lit, under Lit's names: `scripts/lean-reader.mjs` puts it in Lit's place in what readers
 * load (docs/decisions/0112). Templates are Lit's own, the server renders them with Lit, and the console runs on Lit.
 */
export { render } from "./hydrate.ts";
export { html, noChange, nothing } from "./parts.ts";
