import { z } from 'zod'

const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?'

/** Slug of a board that lives on a host of its own: the first part of its address, or the whole host name. */
export const HostSlug = z
  .string()
  .max(200)
  .regex(new RegExp(`^${label}(?:(?:\\.${label})*\\.[a-z]{2,24})?$`, 'i'))

/** `acme` is acme.<domain>; a name with dots is the host itself, for sites under an employer's own name. */
export const hostOfSlug = (slug: string, domain: string): string =>
  (slug.includes('.') ? slug : `${slug}.${domain}`).toLowerCase()
