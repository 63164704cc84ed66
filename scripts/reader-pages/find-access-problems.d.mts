import type { Page } from "playwright-core";

export function findAccessProblems(page: Page, schemes?: readonly ("light" | "dark")[]): Promise<string[]>;
