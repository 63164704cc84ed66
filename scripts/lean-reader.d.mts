import type { Plugin } from "vite";

export function leanReader(): Plugin;
