import type { BuildEnvironmentOptions } from "vite";

export const embedBuild: BuildEnvironmentOptions;
