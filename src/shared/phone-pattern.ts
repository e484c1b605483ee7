/**
 * A POSIX expression that finds a number in a text, however it is written there: national or international, with spaces,
 * dots, hyphens or percent signs between its digits. @param e164 such as `+33639980001`.
 */
export const phonePattern = (e164: string): string =>
  e164.replaceAll(/\D/g, '').slice(-9).split('').join('(%20|[^0-9a-zA-Z]){0,3}')
