export * from "./make-content.ts";
export * from "./push-service.ts";
export * from "./random-change.ts";
export * from "./receiver.ts";
export * from "./test-newsroom.ts";
