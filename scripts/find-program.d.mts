export function findProgram(...names: string[]): string | null;
export function findPostgres(): string | null;
export function findChromium(): string | null;
export function findRedis(): string | null;
