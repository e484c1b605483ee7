/** Work that a signal ends: it undoes what it has half done, and the command tells so. */
export async function untilStopped<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stopping = new AbortController()
  const stop = () => {
    if (stopping.signal.aborted) process.exit(1)
    stopping.abort()
  }
  process.on('SIGINT', stop).on('SIGTERM', stop)
  try {
    return await work(stopping.signal)
  } catch (error) {
    throw stopping.signal.aborted ? new Error('Stopped: nothing was left half done.') : error
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop)
  }
}
