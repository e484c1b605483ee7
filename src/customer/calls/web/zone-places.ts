import { frenchZones } from '#shared/phone-display'

/** Zones that are no part of the map of metropolitan France. */
export const overseas = frenchZones.slice(5)

/** Departments of each zone of the numbering plan: the regions that shared a first digit in 1996. */
const departments: Record<string, string> = {
  'Île-de-France': '75 77 78 91 92 93 94 95',
  'Nord-Ouest': '14 18 22 27 28 29 35 36 37 41 44 45 49 50 53 56 61 72 76 85',
  'Nord-Est': '02 08 10 21 25 39 51 52 54 55 57 58 59 60 62 67 68 70 71 80 88 89 90',
  'Sud-Est': '01 03 04 05 06 07 11 13 15 26 2A 2B 30 34 38 42 43 48 63 66 69 73 74 83 84',
  'Sud-Ouest': '09 12 16 17 19 23 24 31 32 33 40 46 47 64 65 79 81 82 86 87',
}

const zones = new Map(
  Object.entries(departments).flatMap(([zone, codes]) => codes.split(' ').map((code) => [code, zone] as const)),
)
/** @param department as INSEE writes it: `2A`, `75` */
export const zoneOfDepartment = (department: string): string | undefined => zones.get(department.toUpperCase())
