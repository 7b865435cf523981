'use client'

import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { useEffect, useEffectEvent, useReducer, useTransition } from 'react'
import { LiveStrip } from '@/app/_components/live-strip'
import { pollIntervalMs, reduceLive, shouldRedraw, startLive } from '@/app/_components/live-state'
import { IngestStatus } from '@/lib/domain/ingest'

async function askStatus(since: number, signal: AbortSignal): Promise<IngestStatus> {
  const response = await fetch(`/api/status?since=${since}`, { signal, cache: 'no-store' })
  if (!response.ok) throw new Error(`/api/status answered ${response.status}`)
  return IngestStatus.parse(await response.json())
}

/** True while the reader types or has a list open: redrawing would take it out of their hands. */
function isReaderBusy(): boolean {
  const focused = document.activeElement
  return focused instanceof HTMLElement && focused.matches('input, select, textarea, [aria-expanded="true"]')
}

/**
 * One line under the header that says what is being read. While a page fills in for the first time it redraws the
 * page as months arrive; afterwards new data only announces itself. Asks nothing while the tab is hidden.
 */
export function LiveProgress({ initial }: { initial: IngestStatus }) {
  const router = useRouter()
  const [isDrawing, startDrawing] = useTransition()
  const [state, dispatch] = useReducer(reduceLive, initial, startLive)
  const place = `${usePathname()}?${useSearchParams()}`

  const redraw = () => {
    dispatch({ kind: 'drawn', status: state.status, atMs: Date.now() })
    startDrawing(() => router.refresh())
  }
  const redrawWhenDue = useEffectEvent(() => {
    if (shouldRedraw(state, Date.now()) && !isDrawing && !isReaderBusy()) redraw()
  })
  const poll = useEffectEvent(async (signal: AbortSignal) => {
    try {
      dispatch({ kind: 'polled', status: await askStatus(state.shown.version, signal) })
    } catch {
      // A server that is being restarted is told to the reader, who can do nothing else about it.
      if (!signal.aborted) dispatch({ kind: 'lost' })
    }
  })
  const pauseMs = useEffectEvent(() => pollIntervalMs(state.status))

  // Another page or other filters were drawn by the server just now, from the newest data.
  const noteNavigation = useEffectEvent(() => dispatch({ kind: 'drawn', status: state.status, atMs: Date.now() }))
  useEffect(() => noteNavigation(), [place])
  useEffect(() => dispatch({ kind: 'drawn', status: initial, atMs: Date.now() }), [initial])
  useEffect(() => redrawWhenDue(), [state.status])

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let ticks = 0
    const abort = new AbortController()
    const tick = async () => {
      ticks += 1
      const own = ticks
      if (!document.hidden) await poll(abort.signal)
      // Whoever woke us meanwhile goes on: two that ask by turns would never be one again.
      const isLast = own === ticks && !abort.signal.aborted
      if (isLast && !document.hidden) timer = setTimeout(() => void tick(), pauseMs())
    }
    const wake = () => {
      clearTimeout(timer)
      if (!document.hidden) void tick()
    }
    document.addEventListener('visibilitychange', wake)
    timer = setTimeout(() => void tick(), pauseMs())
    return () => {
      abort.abort()
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', wake)
    }
  }, [])

  return (
    <LiveStrip
      state={state}
      isDrawing={isDrawing}
      onUpdate={redraw}
      onHold={(isHeld) => dispatch({ kind: 'held', isHeld })}
    />
  )
}
