import type { MetadataRoute } from 'next'

/** Pages may be indexed; the endpoints answer queries without end and need not be. */
export default function robots(): MetadataRoute.Robots {
  return { rules: { userAgent: '*', allow: '/', disallow: '/api/' } }
}
