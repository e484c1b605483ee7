const arrivals = [
  ['?utm_source=google&utm_medium=cpc&utm_campaign=printemps&gclid=Cj0KCQjw', 'https://www.google.com/'],
  ['', 'https://www.google.fr/'],
  ['', ''],
  ['?utm_source=newsletter&utm_medium=email&utm_campaign=mars-2026', ''],
  ['?fbclid=IwAR0exemple', 'https://l.facebook.com/'],
  ['', 'https://www.bing.com/'],
  ['?utm_source=pagesjaunes&utm_medium=referral', 'https://www.pagesjaunes.fr/'],
  ['', 'https://annuaire.exemple.fr/plombiers/nantes'],
] as const
const pages = ['', 'devis', 'nos-agences/nantes', 'tarifs', 'contact', 'services/depannage-urgent', 'avis', 'horaires']

/** What the script on a page sends for the nth visitor, who consents and whom nobody knows yet: about 250 bytes of ASCII. */
export function visitMessage(key: string, n: number): string {
  const [query, referrer] = arrivals[n % arrivals.length]!
  const page = pages[Math.floor(n / arrivals.length) % pages.length]!
  const tagged = query && `${query}${query.includes('clid') ? n : ''}`
  return JSON.stringify({
    k: key,
    u: `https://www.exemple.fr/${page}${tagged}`,
    r: referrer,
    t: `Chauffage Exemple - ${page || 'Accueil'}`,
    c: 1,
    ct: '2026-01',
  })
}
