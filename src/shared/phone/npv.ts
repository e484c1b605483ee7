import type { Territory } from './types.ts'

/**
 * Verified polyvalent numbers ("numéros polyvalents vérifiés"): the caller ID that an automated calling system has to
 * present. State of 2026-11. Both prefixes of a metropolitan pair count, although the second had no block in June 2025:
 * it opens when the first is full. 09478 is read as Mayotte alone, as the allocation table does.
 * @see ARCEP decision 2018-0881 amended by 2022-1583 (in force 2022-09-01), and MAJNUM of 2025-06. Whether decision
 * 2025-2215 (in force 2026-01-01) changed the list is not verified.
 */
export const npvPrefixes: readonly { territory: Territory; prefixes: string; since: string }[] = [
  { territory: 'FR', prefixes: '0162 0163 0270 0271 0377 0378 0424 0425 0568 0569 0948 0949', since: '2022-09-01' },
  { territory: 'GP', prefixes: '09475', since: '2022-09-01' },
  { territory: 'GF', prefixes: '09476', since: '2022-09-01' },
  { territory: 'MQ', prefixes: '09477', since: '2022-09-01' },
  { territory: 'YT', prefixes: '09478', since: '2022-09-01' },
  { territory: 'RE', prefixes: '09479', since: '2022-09-01' },
]
