import { headers } from 'next/headers'

/** The address by which the reader reached the page, so that what is quoted from it can be pasted as it stands. */
export async function readOrigin(): Promise<string> {
  const given = await headers()
  const host = given.get('x-forwarded-host') ?? given.get('host') ?? 'localhost:3000'
  return `${given.get('x-forwarded-proto') ?? 'http'}://${host}`
}
