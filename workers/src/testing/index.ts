export * from "./make-content.ts";
export * from "./random-change.ts";
export * from "./test-newsroom.ts";
