/** "cloud platforms" at the beginning of a sentence. */
export const capitalise = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** A sentence that goes on another. */
export const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
