import { say } from '#kernel/i18n'
import { plainLetter } from '#kernel/mail'

const language = 'fr'

export function invitationLetter({ org_name, invited_by }: { org_name: string; invited_by: string }, link: string) {
  const names = { org: org_name, by: invited_by }
  return plainLetter({
    title: say(language, 'accountLetters.invited', names),
    paragraphs: [say(language, 'accountLetters.invitedLead', names), say(language, 'accountLetters.invitedLife')],
    action: { name: say(language, 'accountLetters.accept'), link },
  })
}

export const resetLetter = (link: string) =>
  plainLetter({
    title: say(language, 'accountLetters.reset'),
    paragraphs: [say(language, 'accountLetters.resetLead'), say(language, 'accountLetters.resetLife')],
    action: { name: say(language, 'accountLetters.choose'), link },
  })

export function keyEndsLetter(
  { name, account, org, at }: { name: string; account: string; org: string; at: Date },
  link: string,
) {
  const names = {
    name,
    account,
    org,
    day: at.toLocaleDateString(language, { dateStyle: 'long', timeZone: 'Europe/Paris' }),
  }
  return plainLetter({
    title: say(language, 'accountLetters.keyEnds', names),
    paragraphs: [say(language, 'accountLetters.keyEndsLead', names), say(language, 'accountLetters.keyEndsHelp')],
    action: { name: say(language, 'accountLetters.keyRotate'), link },
  })
}

export const changedLetter = (link: string) =>
  plainLetter({
    title: say(language, 'accountLetters.changed'),
    paragraphs: [say(language, 'accountLetters.changedLead'), say(language, 'accountLetters.changedHelp')],
    action: { name: say(language, 'accountLetters.choose'), link },
  })

/** @param what is told: turned on or off, or a recovery code was used. */
export const secondFactorLetter = (what: 'on' | 'off' | 'recovery', link: string) =>
  plainLetter({
    title: say(language, `accountLetters.secondFactor.${what}`),
    paragraphs: [
      say(language, `accountLetters.secondFactor.${what}Lead`),
      say(language, 'accountLetters.secondFactor.help'),
    ],
    action: { name: say(language, 'accountLetters.choose'), link },
  })
