import type { NextRequest } from 'next/server'

/**
 * Answers addresses whose percent-encoding is no text (`/skills/%E0%A4%A`): Next cannot match them and says 500
 * (vercel/next.js#92527). Only addresses with a percent sign come here.
 */
export function proxy(request: NextRequest): Response | undefined {
  try {
    decodeURIComponent(request.nextUrl.pathname)
    return undefined
  } catch {
    return new Response('This address is not valid: its percent-encoding is no UTF-8 text.\n', {
      status: 400,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
    })
  }
}

export const config = { matcher: '/(.*%.*)' }
