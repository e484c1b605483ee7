import type { FastifyInstance } from 'fastify'
import { latestDay, readLeast, siteNames } from '#engine/measures'
import { serve } from '#kernel/http'
import * as contract from './contract.ts'
import { readMirror } from './mirror.ts'
import * as policy from './policy.ts'

export { rowOfWhole } from './mirror.ts'

export async function mirrorRoutes(app: FastifyInstance) {
  serve(app, contract.getMirror, policy.readMirror, async (tx, { query }) => {
    const [mirror, names] = [
      await readMirror(tx, query.waveId, await latestDay(tx), (await readLeast(tx)).scores),
      await siteNames(tx),
    ]
    return {
      ...mirror,
      places: mirror.places.map((place) => ({ ...place, siteName: names.get(place.siteId ?? '') ?? null })),
    }
  })
}
