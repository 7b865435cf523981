import { createHash } from 'node:crypto'

/** Sixteen letters for a text, or for bytes; two of a billion have the same with a probability of 10⁻¹¹. */
export const digest = (of: string | Uint8Array): string => createHash('sha256').update(of).digest('base64').slice(0, 16)
