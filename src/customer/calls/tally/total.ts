import type { Total } from '../statistics-repo.ts'
import { flag } from './chunk.ts'
import type { Columns } from './columns.ts'
import { Histogram, median } from './median.ts'
import { Seen } from './seen.ts'

export type Calls = { columns: Columns; positions: Int32Array }

/** Every figure of some calls taken together. */
export function total({ columns, positions }: Calls): Total {
  const { flags, talk, wait, sales, value, spokenAfter, person } = columns
  const [callers, prospects] = [new Seen(columns.people.size), new Seen(columns.people.size)]
  const talks = new Histogram()
  const spoken = new Float64Array(positions.length)
  let [answered, missed, firsts, acquired, hidden, sure, uncertain] = [0, 0, 0, 0, 0, 0, 0]
  let [people, hopeful, sold, cents, waited, waits, spokenTo, notSpoken] = [0, 0, 0, 0, 0, 0, 0, 0]
  for (let n = 0; n < positions.length; n += 1) {
    const position = positions[n]!
    const bits = flags[position]!
    const who = person[position]!
    if (callers.isNew(who)) people += 1
    if (!(bits & flag.customer) && prospects.isNew(who)) hopeful += 1
    const outcome = bits & flag.outcome
    if (outcome === flag.answered) {
      answered += 1
      if (talk[position]! >= 0) talks.add(talk[position]!)
    } else if (outcome === flag.missed) {
      missed += 1
      if (bits & flag.spoken) spoken[spokenTo++] = spokenAfter[position]!
      else notSpoken += 1
    }
    if (wait[position]! >= 0) {
      waited += wait[position]!
      waits += 1
    }
    if (bits & flag.first) firsts += 1
    if (bits & flag.acquired) acquired += 1
    if (bits & flag.valued) {
      sold += sales[position]!
      cents += value[position]!
    }
    if (bits & flag.hidden) hidden += 1
    const certainty = bits & flag.certainty
    if (certainty === 0 || certainty === flag.visitor) sure += 1
    else if (certainty === flag.uncertain) uncertain += 1
  }
  return {
    received: positions.length,
    answered,
    missed,
    ongoing: positions.length - answered - missed,
    mean_talk: talks.mean(),
    callers: people,
    first_calls: firsts,
    prospects: hopeful,
    acquired,
    sales: sold,
    value_cents: cents,
    median_talk: talks.median(),
    mean_wait: waits > 0 ? waited / waits : null,
    median_spoken_after: median(spoken.subarray(0, spokenTo)),
    not_spoken: notSpoken,
    hidden,
    sure,
    uncertain,
  }
}
