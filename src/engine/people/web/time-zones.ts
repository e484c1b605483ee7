/** Where France is, the most peopled first: the key of its name in the locales, and its zone. */
export const frenchZones = [
  ['metropole', 'Europe/Paris'],
  ['reunion', 'Indian/Reunion'],
  ['guadeloupe', 'America/Guadeloupe'],
  ['martinique', 'America/Martinique'],
  ['mayotte', 'Indian/Mayotte'],
  ['guyane', 'America/Cayenne'],
  ['polynesie', 'Pacific/Tahiti'],
  ['nouvelleCaledonie', 'Pacific/Noumea'],
  ['saintMartin', 'America/Marigot'],
  ['wallisEtFutuna', 'Pacific/Wallis'],
  ['saintBarthelemy', 'America/St_Barthelemy'],
  ['marquises', 'Pacific/Marquesas'],
  ['miquelon', 'America/Miquelon'],
  ['gambier', 'Pacific/Gambier'],
] as const
export type FrenchPlace = (typeof frenchZones)[number][0]

export const placeOf = (timeZone: string): FrenchPlace | undefined =>
  frenchZones.find(([, zone]) => zone === timeZone)?.[0]

/** The other zones that the browser knows, by name. */
export const otherZones = (): string[] => Intl.supportedValuesOf('timeZone').filter((zone) => !placeOf(zone))
