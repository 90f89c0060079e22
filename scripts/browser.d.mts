export const BROWSER_FLAGS: string[];
export function browserPath(): Promise<string>;
export function browserProblem(): Promise<string | null>;
