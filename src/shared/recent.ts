/**
 * What a read gives, at most so old: asked again only after that, once for all who ask meanwhile. A read that fails is
 * not kept, and made-up keys do not fill the memory.
 */
export function recent<T>(read: (key: string) => Promise<T>, freshMs: number, most = 10_000) {
  const kept = new Map<string, { until: number; value: Promise<T> }>()
  return (key: string, now = Date.now()): Promise<T> => {
    const known = kept.get(key)
    if (known && known.until > now) return known.value
    if (kept.size > most) kept.clear()
    const value = read(key)
    kept.set(key, { until: now + freshMs, value })
    value.catch(() => kept.delete(key))
    return value
  }
}
