'use client'

import { useTheme } from 'next-themes'
import { useSyncExternalStore } from 'react'

const neverChanges = () => () => undefined

/** A word, not an icon: names the theme that a press brings. */
export function ThemeToggle() {
  const { resolvedTheme, setTheme } = useTheme()
  const isHydrated = useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  )
  const next = isHydrated && resolvedTheme === 'dark' ? 'light' : 'dark'
  return (
    <button
      type="button"
      className="needs-script py-2 text-small text-quiet hover:text-ink"
      onClick={() => setTheme(next)}
      suppressHydrationWarning
    >
      {next === 'dark' ? 'Dark' : 'Light'}
      <span className="sr-only"> theme</span>
    </button>
  )
}
