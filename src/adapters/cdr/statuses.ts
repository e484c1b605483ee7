import type { CallEvent } from '#engine/interactions/contract'

const words: Partial<Record<CallEvent['status'], string>> = {
  completed:
    'answered, answer, completed, complete, connected, decroche, decrochee, repondu, repondue, reponse, aboutie, abouti, traite, traitee, pris, prise',
  'no-answer':
    'missed, unanswered, not answered, no answer, noanswer, abandoned, voicemail, manque, manquee, non repondu, non repondue, non decroche, non decrochee, sans reponse, pas de reponse, perdu, perdue, abandonne, abandonnee, repondeur, messagerie',
  busy: 'busy, occupe, occupee',
  failed: 'failed, error, congestion, echec, echoue, echouee, erreur',
  canceled: 'canceled, cancelled, annule, annulee',
}

const statuses = new Map(
  Object.entries(words).flatMap(([status, list]) =>
    list.split(', ').map((word) => [word, status as CallEvent['status']]),
  ),
)

/** A telephone system's word for how a call ended, in French or English: `Appel manqué`, `NO_ANSWER`, `Décroché`. */
export function statusCalled(text: string): CallEvent['status'] | undefined {
  const plain = text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, ' ')
    .trim()
  return statuses.get(plain) ?? statuses.get(plain.replace(/^appel |^ligne | call$/, ''))
}
