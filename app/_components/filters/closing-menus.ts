'use client'

import { type RefObject, useEffect } from 'react'

/** On a phone the menus are folds of the sheet: one closing by itself would move what the finger is about to press. */
const isSheet = () => matchMedia('(max-width: 47.99rem)').matches

/** Closes open menus when the reader presses Escape or goes elsewhere; Escape gives the focus back to the word. */
export function useClosingMenus(form: RefObject<HTMLFormElement | null>) {
  useEffect(() => {
    const openMenus = () => [...(form.current?.querySelectorAll<HTMLDetailsElement>('details[open]') ?? [])]
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      for (const menu of openMenus()) {
        menu.open = false
        menu.querySelector('summary')?.focus()
        // The sheet stays open: Escape closes one thing at a time.
        event.preventDefault()
      }
    }
    const onElsewhere = (event: Event) => {
      if (isSheet()) return
      const target = event.target
      for (const menu of openMenus()) if (target instanceof Node && !menu.contains(target)) menu.open = false
    }
    const onToggle = (event: Event) => {
      const menu = event.target
      if (!(menu instanceof HTMLDetailsElement) || !menu.open || isSheet()) return
      menu.querySelector<HTMLInputElement>('input[type="search"]')?.focus()
    }
    const element = form.current
    document.addEventListener('keydown', onKeyDown)
    document.addEventListener('pointerdown', onElsewhere)
    document.addEventListener('focusin', onElsewhere)
    element?.addEventListener('toggle', onToggle, true)
    return () => {
      document.removeEventListener('keydown', onKeyDown)
      document.removeEventListener('pointerdown', onElsewhere)
      document.removeEventListener('focusin', onElsewhere)
      element?.removeEventListener('toggle', onToggle, true)
    }
  }, [form])
}
