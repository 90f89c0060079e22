export function serve(folder: string, port?: number, prefix?: string): Promise<{ port: number; close: () => void }>;
