export function serve(folder: string, port?: number, prefix?: string): Promise<{ port: number; close: () => void }>;
export const SECURITY_HEADERS: Readonly<Record<"Content-Security-Policy" | "X-Content-Type-Options" | "Referrer-Policy", string>>;
