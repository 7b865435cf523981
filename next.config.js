// @ts-check

const isDevelopment = process.env.NODE_ENV === 'development'

// Next puts the page's data into inline scripts and Recharts sizes its boxes by inline styles, so both are allowed;
// nothing is ever loaded from, or sent to, another host. `next dev` needs eval and a web socket for its reloads.
const contentSecurityPolicy = [
  "default-src 'self'",
  `script-src 'self' 'unsafe-inline'${isDevelopment ? " 'unsafe-eval'" : ''}`,
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  `connect-src 'self'${isDevelopment ? ' ws:' : ''}`,
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Without this Next takes a lock file in a folder above for the root of the project.
  turbopack: { root: import.meta.dirname },
  outputFileTracingRoot: import.meta.dirname,
  // `next dev` would print what is sent to a form's action: nothing that a visitor pastes is logged.
  logging: { serverFunctions: false },
  serverExternalPackages: ['pg', 'pg-copy-streams', '@prisma/adapter-pg', '@prisma/client', 'pino'],
  // `npm run verify` checks the types of everything; a build on a stranger's machine need not do it again.
  typescript: { ignoreBuildErrors: true },
  async headers() {
    return [
      {
        source: '/(.*)',
        headers: [
          { key: 'Content-Security-Policy', value: contentSecurityPolicy },
          { key: 'X-Content-Type-Options', value: 'nosniff' },
          { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
          { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=()' },
        ],
      },
    ]
  },
}

export default config
