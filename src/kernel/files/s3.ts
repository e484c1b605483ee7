import { AwsClient } from 'aws4fetch'
import { DomainError } from '#shared/errors'
import type { FileStore } from './store.ts'

const timeoutMs = 30_000

/**
 * A bucket of any S3-compatible store, addressed by path.
 * @param url `https://KEY:SECRET@host/bucket?region=fr-par`.
 */
export function inBucket(url: string): FileStore {
  const { protocol, host, username, password, pathname, searchParams } = new URL(url)
  const client = new AwsClient({
    accessKeyId: decodeURIComponent(username),
    secretAccessKey: decodeURIComponent(password),
    service: 's3',
    region: searchParams.get('region') ?? 'us-east-1',
    retries: 2,
  })
  const ask = async (method: 'PUT' | 'GET' | 'DELETE', key: string, bytes?: Buffer): Promise<Response> => {
    const address = `${protocol}//${host}${pathname.replace(/\/$/, '')}/${key}`
    try {
      const signal = AbortSignal.timeout(timeoutMs)
      return await client.fetch(address, { method, signal, ...(bytes && { body: new Uint8Array(bytes) }) })
    } catch (error) {
      throw silent(error)
    }
  }
  return {
    async write(key, bytes) {
      const { ok, status } = await ask('PUT', key, bytes)
      if (status === 507) throw new DomainError(503, 'file.no_room')
      if (!ok) throw silent(`the bucket answered ${status} to PUT`)
    },
    async read(key) {
      const reply = await ask('GET', key)
      if (reply.status === 404) throw new DomainError(410, 'file.missing')
      if (!reply.ok) throw silent(`the bucket answered ${reply.status} to GET`)
      return Buffer.from(await reply.arrayBuffer())
    },
    async remove(key) {
      const { ok, status } = await ask('DELETE', key)
      if (!ok && status !== 404) throw silent(`the bucket answered ${status} to DELETE`)
    },
  }
}

const silent = (why: unknown) =>
  Object.assign(new DomainError(503, 'file.store_silent'), { cause: typeof why === 'string' ? new Error(why) : why })
