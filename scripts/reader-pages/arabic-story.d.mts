export const arabicStory: Record<string, unknown>;
export function publishArabicStory(origin: string, token: string): Promise<string>;
export function turnRightToLeft(origin: string, token: string): Promise<void>;
