import type { PhoneKind, Territory } from './types.ts'

/**
 * The French numbering plan as data: ARCEP decision 2018-0881, amended up to 2025-2215 (in force 2026-01-01).
 * Which families are opened: ARCEP's allocation table MAJNUM of 2025-06 (19,102 blocks, data.gouv.fr "ressources en
 * numérotation téléphonique"), which `src/shared/phone.majnum.check.ts` replays block by block.
 */
export const planDates = { plan: '2026-01-01', allocations: '2025-06' }

/** `zone`: what is shown to a person. `callingCode`: followed by the national digits without their first 0. */
export const territories: Record<Territory, { callingCode: string; zone: string | null }> = {
  FR: { callingCode: '33', zone: null },
  RE: { callingCode: '262', zone: 'La Réunion' },
  YT: { callingCode: '262', zone: 'Mayotte' },
  GP: { callingCode: '590', zone: 'Guadeloupe, Saint-Martin, Saint-Barthélemy' },
  MQ: { callingCode: '596', zone: 'Martinique' },
  GF: { callingCode: '594', zone: 'Guyane' },
  PM: { callingCode: '508', zone: 'Saint-Pierre-et-Miquelon' },
}

/** A hint only: since 2023-01-01 a geographic number is no longer tied to its zone. */
export const zones: Record<string, string> = {
  '01': 'Île-de-France',
  '02': 'Nord-Ouest',
  '03': 'Nord-Est',
  '04': 'Sud-Est',
  '05': 'Sud-Ouest',
}

/** 10,000 numbers each, kept for fiction by ARCEP: no block of the allocation table covers any of them. */
export const fictionPrefixes = ['019900', '026191', '035301', '046571', '053649', '063998']

/** One line of the plan. The longest prefix wins. `digits`: length of the national number, 10 unless said. */
export type PlanRow = { kind: PhoneKind; territory: Territory; prefixes: string; opened?: false; digits?: number }

export const plan: readonly PlanRow[] = [
  { kind: 'geographic', territory: 'FR', prefixes: '01 02 03 04 05' },
  { kind: 'geographic', territory: 'RE', prefixes: '0262 0263' },
  { kind: 'geographic', territory: 'YT', prefixes: '0269' },
  { kind: 'geographic', territory: 'GP', prefixes: '0590' },
  { kind: 'geographic', territory: 'GF', prefixes: '0594' },
  { kind: 'geographic', territory: 'MQ', prefixes: '0596' },
  { kind: 'geographic', territory: 'PM', prefixes: '0508' },

  { kind: 'mobile', territory: 'FR', prefixes: '06 07' },
  { kind: 'mobile', territory: 'RE', prefixes: '0692 0693 07092' },
  { kind: 'mobile', territory: 'YT', prefixes: '0639 070935 070936 070937' },
  { kind: 'mobile', territory: 'GP', prefixes: '0690 0691 07090' },
  { kind: 'mobile', territory: 'GF', prefixes: '0694 070930 070931 070932 070933' },
  { kind: 'mobile', territory: 'MQ', prefixes: '0696 0697 07091' },
  { kind: 'mobile', territory: 'PM', prefixes: '07085' },
  { kind: 'mobile', territory: 'FR', prefixes: '070 071 072', opened: false },

  { kind: 'm2m', territory: 'FR', prefixes: '0700', digits: 14 },
  { kind: 'm2m', territory: 'GP', prefixes: '070050', digits: 13 },
  { kind: 'm2m', territory: 'GF', prefixes: '070060', digits: 13 },
  { kind: 'm2m', territory: 'MQ', prefixes: '070070', digits: 13 },
  { kind: 'm2m', territory: 'YT', prefixes: '070080', digits: 13 },
  { kind: 'm2m', territory: 'RE', prefixes: '070090', digits: 13 },

  { kind: 'unallocated', territory: 'FR', prefixes: '08', opened: false },
  { kind: 'free', territory: 'FR', prefixes: '0800 0801 0803 0805' },
  { kind: 'free', territory: 'FR', prefixes: '0802 0804', opened: false },
  { kind: 'plain-rate', territory: 'FR', prefixes: '0806 0808 0809' },
  { kind: 'plain-rate', territory: 'FR', prefixes: '0807', opened: false },
  { kind: 'surcharged', territory: 'FR', prefixes: '0810 0811 0812 0819 0820 0821 0825 0826' },
  { kind: 'surcharged', territory: 'FR', prefixes: '0890 0891 0892 0893 0895 0897 0898 0899' },
  { kind: 'surcharged', territory: 'FR', prefixes: '081 082 089', opened: false },
  // Old special numbers that are still allocated; no source gives their tariff.
  { kind: 'special-unknown', territory: 'FR', prefixes: '0836 085 086' },

  { kind: 'polyvalent', territory: 'FR', prefixes: '09' },
  { kind: 'polyvalent', territory: 'GP', prefixes: '09760 09761' },
  { kind: 'polyvalent', territory: 'RE', prefixes: '09762 09763' },
  { kind: 'polyvalent', territory: 'GF', prefixes: '09764 09765' },
  { kind: 'polyvalent', territory: 'MQ', prefixes: '09766 09767' },
  { kind: 'polyvalent', territory: 'YT', prefixes: '09769' },

  { kind: 'platform', territory: 'FR', prefixes: '0937 0938', opened: false },
  { kind: 'platform', territory: 'FR', prefixes: '0939' },
  { kind: 'platform', territory: 'GP', prefixes: '09395' },
  { kind: 'platform', territory: 'GF', prefixes: '09396' },
  { kind: 'platform', territory: 'MQ', prefixes: '09397' },
  { kind: 'platform', territory: 'YT', prefixes: '09398' },
  { kind: 'platform', territory: 'RE', prefixes: '09399' },
]

/** Emergency and assistance: never tracked, never blocked, never a lead. */
export const emergencyNumbers = ['15', '17', '18', '112', '114', '115', '119', '191', '196', '197']

/** First two digits of the four-digit numbers that are opened; 33, 35, 37 and 38 are not. */
export const openedShortPrefixes = ['10', '30', '31', '32', '34', '36', '39']
