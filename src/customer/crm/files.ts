import type { ImportKind, Line } from '#engine/imports'
import { badCell, centsCell, dayCell } from '#kernel/tables'
import { DomainError } from '#shared/errors'
import { keepContacts, type Settled } from './contacts.ts'
import { ToldContact } from './contract.ts'
import { keepSales } from './sales.ts'
import type { ToldSale } from './contract.ts'
import type { Tx } from '#kernel/db'

const email = { name: 'email', called: ['mail', 'courriel', 'adressemail', 'adresseemail', 'emailclient'] }
const phone = { name: 'phone', called: ['telephone', 'tel', 'telfixe', 'numero', 'numerodetelephone', 'fixe'] }
const name = { name: 'name', called: ['nom', 'nomcomplet', 'client', 'raisonsociale', 'societe', 'nomclient'] }
const firstName = { name: 'firstName', called: ['prenom', 'prenomclient'] }
const codes = ['codeclient', 'numeroclient', 'idclient', 'refclient', 'referenceclient', 'noclient', 'nclient']

/** Files of customers. A second number, such as a mobile, has a column of its own. */
export const contactFile: ImportKind = {
  kind: 'contacts',
  fields: [
    { name: 'reference', called: [...codes, 'id', 'ref', 'code', 'identifiant'] },
    name,
    firstName,
    email,
    phone,
    { name: 'mobile', called: ['portable', 'telmobile', 'telephonemobile', 'telephoneportable', 'telportable'] },
  ],
  settle: (tx, lines) => settled(tx, lines, (line) => contactOf(line, line['reference']), keepContacts),
}

/** Files of sales: an order or an invoice a line. */
export const saleFile: ImportKind = {
  kind: 'sales',
  fields: [
    {
      name: 'reference',
      needed: true,
      called: ['commande', 'facture', 'numerodecommande', 'numerodefacture', 'nfacture', 'ncommande', 'ref', 'id'],
    },
    {
      name: 'soldOn',
      needed: true,
      called: ['date', 'datedevente', 'datecommande', 'datefacture', 'datedecommande', 'datedefacture'],
    },
    {
      name: 'amount',
      needed: true,
      called: ['montant', 'montantht', 'montantttc', 'total', 'totalht', 'totalttc', 'prix', 'ca'],
    },
    { name: 'label', called: ['produit', 'libelle', 'article', 'designation'] },
    { name: 'customerReference', called: codes },
    name,
    firstName,
    email,
    phone,
  ],
  settle: (tx, lines) => settled(tx, lines, saleOf, keepSales),
}

function contactOf(line: Line, reference: string | undefined): ToldContact {
  const { data, error } = ToldContact.safeParse({
    reference: reference ?? null,
    name: [line['firstName'], line['name']].filter(Boolean).join(' '),
    email: line['email']?.toLowerCase() ?? null,
    phones: [line['phone'], line['mobile']].filter(Boolean),
  })
  if (data) return data
  const [field, place] = error.issues[0]!.path
  const column = field === 'phones' && place === 1 ? 'mobile' : field === 'phones' ? 'phone' : String(field)
  throw badCell('import.bad_value', column, line[column] ?? '')
}

const saleOf = (line: Line): ToldSale => ({
  reference: line['reference']!.slice(0, 100),
  soldOn: dayCell('soldOn', line['soldOn'] ?? ''),
  amountCents: centsCell('amount', line['amount'] ?? ''),
  label: (line['label'] ?? '').slice(0, 200),
  customer: contactOf(line, line['customerReference']),
})

/** Lines that cannot be read are refused; the others are kept together. */
async function settled<T>(
  tx: Tx,
  lines: Line[],
  read: (line: Line) => T,
  keep: (tx: Tx, told: T[]) => Promise<Settled[]>,
): Promise<Settled[]> {
  const told = lines.map((line): { one: T } | { error: DomainError } => {
    try {
      return { one: read(line) }
    } catch (error) {
      if (error instanceof DomainError) return { error }
      throw error
    }
  })
  const kept = await keep(
    tx,
    told.flatMap((one) => ('one' in one ? [one.one] : [])),
  )
  let next = 0
  return told.map((one) => ('error' in one ? one.error : kept[next++]!))
}
