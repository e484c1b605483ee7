import { createQuestionnaire, publishQuestionnaire } from '#engine/questionnaires'
import { castBallot, closeWave, openWave } from '#employee/listening'
import type { Database } from '#kernel/db'
import { addDays, type Day } from './calendar.ts'
import { sites } from './company.ts'
import { careOf, daysBetweenWaves } from './listening.ts'
import { chance, seeded } from './random.ts'
import { redateWave } from './repo.ts'

type Company = { orgId: string; seed: string; first: Day; founded: Day }
/** Most waves that have been, oldest first, and by how much their mood differs: the dip of truth 13 is in the last but one. */
const moods = [0, 0.02, -0.2, 0]
const daysOpen = 14

/** The four-month pulse, as often as the company's history goes back: answered by three employees in four, and closed. */
export async function askEmployees(db: Database, company: Company, publicUrl: string): Promise<void> {
  const { orgId, first, founded } = company
  const questionnaireId = await db.as({ orgId }, async (tx) => {
    const asked = { name: 'Le point des quatre mois', audience: 'employees', template: 'pulse' } as const
    const { id } = await createQuestionnaire(tx, asked)
    await publishQuestionnaire(tx, id)
    return id
  })
  for (const [place, mood] of moods.entries()) {
    const closed = addDays(founded, -daysBetweenWaves * (moods.length - 1 - place))
    if (closed >= first) await ask(db, company, { questionnaireId, closed, mood, publicUrl })
  }
}

type Wave = { questionnaireId: string; closed: Day; mood: number; publicUrl: string }

async function ask(db: Database, { orgId, seed }: Company, { questionnaireId, closed, mood, publicUrl }: Wave) {
  const opened = await db.as({ orgId }, (tx) =>
    openWave(
      tx,
      { questionnaireId, name: nameOf(closed), closesOn: '2099-12-31', councilInformedOn: addDays(closed, -40) },
      publicUrl,
    ),
  )
  for (const { siteName, urls } of opened.sheets) {
    const site = sites.find(({ name }) => name === siteName)
    const random = seeded(seed, 'pulse', closed, siteName ?? '')
    const mark = (most: number) => {
      const centre = (site ? careOf(site, 0) : 0.5) * 0.9 + 0.05 + mood
      return Math.max(0, Math.min(1, centre + (random() + random() - 1) * 0.6)) * most
    }
    for (const url of urls) {
      if (!chance(random, 0.75)) continue
      const rated = ['considered', 'heard', 'easy', 'helped', 'kept', 'together', 'steady']
      const answers = Object.fromEntries(rated.map((id) => [id, 1 + Math.round(mark(4))]))
      await castBallot(db, url.split('/b/')[1]!, { enps: Math.round(mark(10)), ...answers })
    }
  }
  // In the order of their days: closing a wave compares it with those closed before it.
  await db.as({ orgId }, async (tx) => {
    await closeWave(tx, opened.id)
    await redateWave(tx, opened.id, addDays(closed, -daysOpen), closed)
  })
}

const seasons = ['Hiver', 'Printemps', 'Été', 'Automne']
const nameOf = (day: Day) => `${seasons[Math.floor((Number(day.slice(5, 7)) % 12) / 3)]} ${day.slice(0, 4)}`
