import type { FastifyInstance } from 'fastify'
import { latestDay, placeNames, readLeast } from '#engine/measures'
import { serve } from '#kernel/http'
import * as contract from './contract.ts'
import { readCourse } from './course.ts'
import { readMirror } from './mirror.ts'
import * as policy from './policy.ts'

export { rowOfWhole } from './mirror.ts'

export async function mirrorRoutes(app: FastifyInstance) {
  serve(app, contract.getMirror, policy.readMirror, async (tx, { query }) => {
    const [mirror, names] = [
      await readMirror(tx, query.waveId, await latestDay(tx), (await readLeast(tx)).scores),
      await placeNames(tx),
    ]
    return {
      ...mirror,
      places: mirror.places.map((place) => ({
        ...place,
        siteName: names.get(place.siteId ?? '') ?? null,
        teamName: names.get(place.teamId ?? '') ?? null,
      })),
    }
  })
  serve(app, contract.getMirrorCourse, policy.readMirror, async (tx) => {
    const course = await readCourse(tx, await latestDay(tx), (await readLeast(tx)).scores)
    const names = await placeNames(tx)
    return {
      ...course,
      places: course.places.map((place) => ({ ...place, siteName: names.get(place.siteId ?? '') ?? null })),
    }
  })
}
