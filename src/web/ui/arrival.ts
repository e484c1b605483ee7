let screens = 0

/** False for the first screen of a visit, where the browser places the focus itself. Each screen asks once. */
export const arrivesFromElsewhere = (): boolean => screens++ > 0
