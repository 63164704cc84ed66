export * from "./content.ts";
export * from "./live.ts";
export * from "./problem.ts";
export * from "./submission.ts";
