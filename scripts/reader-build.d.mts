import type { BuildEnvironmentOptions } from "vite";

export function readerBuild(more?: Record<string, string>): BuildEnvironmentOptions;
