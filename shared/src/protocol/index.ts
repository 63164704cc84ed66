export * from "./api/index.ts";
export * from "./content.ts";
export * from "./cursor-text.ts";
export * from "./live.ts";
export * from "./live-limits.ts";
export * from "./newsroom-live.ts";
export * from "./problem.ts";
export * from "./submission.ts";
