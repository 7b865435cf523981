/** `com:acme` is the site acme under jobs.personio.com; without it, under jobs.personio.de. */
export function personioHost(slug: string): string {
  const isInternational = slug.startsWith('com:')
  const name = isInternational ? slug.slice(4) : slug
  return `${name}.jobs.personio.${isInternational ? 'com' : 'de'}`.toLowerCase()
}

export const personioPage = (slug: string): string => `https://${personioHost(slug)}`
