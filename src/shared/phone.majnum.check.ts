/**
 * Replays ARCEP's allocation table against our reading of the numbering plan:
 *   node src/shared/phone.majnum.check.ts MAJNUM.csv
 * The first and the last number of every block must be of the block's family and territory, and no fictional number may
 * lie in a block. Exit code 1 with the list of mismatches, 2 when there was nothing to check.
 * @see https://www.data.gouv.fr "ressources en numérotation téléphonique" (Latin-1, `;`)
 */
import { readFileSync } from 'node:fs'
import { parsePhone } from './phone.ts'

/** Said again here from the text of the plan, apart from the tables under test. First match wins. */
const families: [RegExp, string][] = [
  [/^0700\d{9,10}$/, 'm2m'],
  [/^0(162|163|270|271|377|378|424|425|568|569|948|949)/, 'npv'],
  [/^0947[5-9]/, 'npv'],
  [/^093[789]/, 'platform'],
  [/^09/, 'polyvalent'],
  [/^0[67]/, 'mobile'],
  [/^0[1-5]/, 'geographic'],
  [/^080[0-5]/, 'free'],
  [/^080[6-9]/, 'plain-rate'],
  [/^08[129]/, 'surcharged'],
  [/^08(36|5|6)/, 'special-unknown'],
  [/^116/, 'harmonised'],
  [/^118/, 'directory'],
  [/^(10|3\d)\d\d$/, 'short'],
]
/** Accents read as anything: ARCEP writes Latin-1, copies of its table are often UTF-8. */
const territories: [RegExp, string][] = [
  [/^(M.{1,2}tropole|National)$/, 'FR'],
  [/^La R.{1,2}union/, 'RE'],
  [/^Mayotte$/, 'YT'],
  [/^Guadeloupe/, 'GP'],
  [/^Martinique$/, 'MQ'],
  [/^Guyane$/, 'GF'],
  [/^Saint Pierre et Miquelon$/, 'PM'],
]
const fictionStarts = ['019900', '026191', '035301', '046571', '053649', '063998']
const find = (table: [RegExp, string][], text: string) => table.find(([pattern]) => pattern.test(text))?.[1] ?? 'none'

const file = process.argv[2]
if (!file) {
  console.error('usage: node src/shared/phone.majnum.check.ts MAJNUM.csv')
  process.exit(2)
}
const lines = readFileSync(file, 'latin1').split(/\r?\n/).slice(1).filter(Boolean)
const mismatches = lines.flatMap((line) => {
  const [, first = '', last = '', , place = ''] = line.split(';').map((cell) => cell.replaceAll('"', ''))
  const wrong = [first, last].flatMap((number) => {
    const expected = `${find(families, number)} ${find(territories, place)} opened`
    const { kind, territory, valid, fictional } = parsePhone(number)
    const got = `${kind} ${territory} ${valid && !fictional ? 'opened' : 'not opened'}`
    return got === expected ? [] : [`${number}: ${got}, expected ${expected} (${place})`]
  })
  const covered = fictionStarts.filter((start) => first <= `${start}9999` && last >= `${start}0000`)
  return [...wrong, ...covered.map((start) => `${first}-${last} covers the fictional ${start}xxxx`)]
})
for (const mismatch of mismatches) console.error(mismatch)
console.log(`${lines.length} blocks checked, ${mismatches.length} mismatches`)
process.exitCode = lines.length === 0 ? 2 : mismatches.length > 0 ? 1 : 0
