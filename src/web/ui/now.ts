import { useEffect, useState } from 'react'

/** The present, told again every `everyMs`, for clocks and « il y a 12 s ». */
export function useNow(everyMs: number): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}
