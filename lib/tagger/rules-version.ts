/** Moves with every change of what the rules of tagger and normaliser decide; a test holds the two together. */
export const rulesVersion = '2026.12.1'
