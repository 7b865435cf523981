export const chromiumAdvice: string
export function findChromium(): string | null
