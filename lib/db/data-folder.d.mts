export function openDataFolder(dataDir: string, below?: string): string
export function unusableFolder(dataDir: string, cause: unknown): Error
