'use client'

import { useEffect } from 'react'

/** Marks the page as waiting for new figures; globals.css greys whatever carries the class `figures`. */
export function usePendingMark(isPending: boolean) {
  useEffect(() => {
    if (!isPending) return
    document.body.dataset.pending = 'true'
    return () => {
      delete document.body.dataset.pending
    }
  }, [isPending])
}
