/** A number that is or was somebody's; `since` null: as long as the company knows, `until` null: it is theirs today. */
export type Holding = { phone: string; since: Date | null; until: Date | null }
export type Known = { id: string; reference: string | null; name: string; email: string | null; phones: Holding[] }
/** What a line of a file, or a program, says of a customer. Numbers in E.164, address in small letters. */
export type Told = { reference: string | null; name: string; email: string | null; phones: string[] }

export type Entry = { contact: Known; outcome: 'created' | 'changed' | 'unchanged' }

/**
 * Who is meant: by the company's own reference; without one that is known, by the address; else by a number that is
 * theirs today, unless the names differ: a household shares its number. Whoever has another reference is somebody else.
 * @param known whoever has, or had, one of the references, addresses and numbers that will be told.
 */
export function openBook(known: Known[], newId: () => string, now: Date) {
  const contacts = [...known]
  const byReference = new Map<string, Known>()
  const byEmail = new Map<string, Set<Known>>()
  const byPhone = new Map<string, Set<Known>>()
  contacts.forEach(index)

  function index(contact: Known) {
    if (contact.reference) byReference.set(contact.reference, contact)
    if (contact.email) under(byEmail, contact.email).add(contact)
    for (const { phone } of contact.phones) under(byPhone, phone).add(contact)
  }

  /** Nobody, somebody, or several. */
  function match({ reference, name, email, phones }: Told): Known[] {
    const named = reference === null ? undefined : byReference.get(reference)
    if (named) return [named]
    const may = (one: Known) => reference === null || one.reference === null
    const written = email === null ? [] : [...under(byEmail, email)].filter((one) => one.email === email && may(one))
    if (written.length > 0) return written
    const holders = phones.flatMap((phone) => [...under(byPhone, phone)].filter((one) => may(one) && has(one, phone)))
    return [...new Set(holders)].filter((one) => !name || !one.name || bare(one.name) === bare(name))
  }

  /**
   * Notes what is told. @param completes it adds what is not known yet, and takes nothing away; else, of somebody named
   * by their reference, numbers no longer told are no longer theirs.
   */
  function note(told: Told, contact: Known | undefined, completes: boolean): Entry {
    if (!contact) {
      const created: Known = { ...told, id: newId(), phones: told.phones.map((phone) => taken(phone)) }
      index(created)
      return { contact: created, outcome: 'created' }
    }
    const before = JSON.stringify(contact)
    contact.reference ??= told.reference
    contact.name = completes ? contact.name || told.name : told.name || contact.name
    contact.email = completes ? (contact.email ?? told.email) : (told.email ?? contact.email)
    if (!completes && told.reference !== null && told.phones.length > 0)
      for (const holding of contact.phones) if (!told.phones.includes(holding.phone)) holding.until ??= now
    for (const phone of told.phones) {
      const held = contact.phones.find((holding) => holding.phone === phone)
      // An old invoice may name a number that is no longer theirs.
      if (held && !completes) held.until = null
      if (!held) contact.phones.push(taken(phone))
    }
    index(contact)
    return { contact, outcome: JSON.stringify(contact) === before ? 'unchanged' : 'changed' }
  }

  /** A number that somebody else had is theirs from then on. */
  function taken(phone: string): Holding {
    const ends = [...under(byPhone, phone)].flatMap((one) =>
      one.phones.flatMap((holding) => (holding.phone === phone && holding.until ? [holding.until] : [])),
    )
    return { phone, since: ends.length > 0 ? new Date(Math.max(...ends.map(Number))) : null, until: null }
  }

  return { match, note }
}

const has = ({ phones }: Known, wanted: string) => phones.some(({ phone, until }) => phone === wanted && until === null)

const bare = (name: string) =>
  name
    .normalize('NFD')
    .replaceAll(/[^\p{Letter}\d]+/gu, '')
    .toLowerCase()

function under(index: Map<string, Set<Known>>, key: string): Set<Known> {
  const found = index.get(key)
  if (found) return found
  const fresh = new Set<Known>()
  index.set(key, fresh)
  return fresh
}
