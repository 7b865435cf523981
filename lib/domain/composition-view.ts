/** Ways to compose the population of a period before its share is taken. */
export const views = ['raw', 'mix', 'employers', 'votes', 'length'] as const
export type View = (typeof views)[number]
