/** Tailwind 4 needs no other settings: its theme stands in app/globals.css. */
const config = { plugins: { '@tailwindcss/postcss': {} } }

export default config
