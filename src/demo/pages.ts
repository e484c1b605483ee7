/** The pages of a site's website, by path. */
export const pageTitles = {
  '/': 'Chauffage et plomberie',
  '/depannage-chaudiere': 'Dépannage de chaudière sous 24 h',
  '/entretien-chaudiere': 'Entretien annuel de chaudière',
  '/contrat-entretien': 'Contrats d’entretien et tarifs',
  '/pompe-a-chaleur': 'Pompe à chaleur air-eau',
  '/pompe-a-chaleur/aides': 'Simulateur d’aides',
  '/pompe-a-chaleur/realisations': 'Nos installations',
  '/chauffe-eau': 'Chauffe-eau : réparer ou remplacer',
  '/chauffe-eau/solaire': 'Chauffe-eau solaire',
  '/fuite-d-eau': 'Fuite d’eau : les premiers gestes',
  '/salle-de-bains': 'Refaire sa salle de bains',
  '/salle-de-bains/catalogue': 'Catalogue salle de bains',
  '/tarifs': 'Tarifs de dépannage',
  '/avis': 'Avis de nos clients',
  '/agence': 'Votre agence',
  '/devis': 'Demander un devis',
  '/contact': 'Nous appeler, nous écrire',
} as const
export type Path = keyof typeof pageTitles

/** What somebody is after, and the pages that one then reads, in this order, as far as patience goes. */
export const intents = {
  breakdown: ['/depannage-chaudiere', '/tarifs', '/avis', '/contact'],
  service: ['/entretien-chaudiere', '/contrat-entretien', '/tarifs', '/contact'],
  leak: ['/fuite-d-eau', '/tarifs', '/contact'],
  heatPump: [
    '/pompe-a-chaleur',
    '/pompe-a-chaleur/aides',
    '/pompe-a-chaleur/realisations',
    '/avis',
    '/devis',
    '/agence',
    '/contact',
  ],
  boiler: ['/chauffe-eau', '/chauffe-eau/solaire', '/tarifs', '/devis', '/contact'],
  bathroom: ['/salle-de-bains', '/salle-de-bains/catalogue', '/avis', '/devis', '/contact'],
} as const satisfies Record<string, Path[]>
export type Intent = keyof typeof intents

/** Where visitors of the websites come from. */
export type WebSource = {
  key: string
  /** Beside the others, while its campaign runs. */
  weight: number
  /** Share of its visitors who call. */
  callShare: number
  referrer: string
  /** Key of its campaign, whose code goes into the page's address. */
  campaign?: string
  tags?: Record<string, string>
  intents: Partial<Record<Intent, number>>
}

const anything = { breakdown: 4, service: 3, leak: 2, heatPump: 2, boiler: 2, bathroom: 1 }
const google = 'https://www.google.com/'

export const webSources: WebSource[] = [
  { key: 'google', weight: 33, callShare: 0.15, referrer: google, intents: anything },
  { key: 'bing', weight: 4, callShare: 0.13, referrer: 'https://www.bing.com/', intents: anything },
  {
    key: 'fiche',
    weight: 11,
    callShare: 0.3,
    referrer: google,
    campaign: 'fiche',
    tags: { utm_source: 'google', utm_medium: 'organic' },
    intents: { breakdown: 3, leak: 3, service: 1 },
  },
  {
    key: 'ads-depannage',
    weight: 17,
    callShare: 0.25,
    referrer: google,
    campaign: 'ads-depannage',
    tags: { utm_source: 'google', utm_medium: 'cpc', utm_term: 'dépannage chaudière', gclid: '' },
    intents: { breakdown: 5, leak: 2 },
  },
  {
    key: 'ads-pac',
    weight: 6,
    callShare: 0.055,
    referrer: google,
    campaign: 'ads-pac',
    tags: { utm_source: 'google', utm_medium: 'cpc', utm_term: 'pompe à chaleur prix', gclid: '' },
    intents: { heatPump: 1 },
  },
  { key: 'direct', weight: 13, callShare: 0.18, referrer: '', intents: { service: 3, breakdown: 2, boiler: 1 } },
  {
    key: 'facebook',
    weight: 9,
    callShare: 0.07,
    referrer: 'https://l.facebook.com/',
    campaign: 'facebook',
    tags: { utm_source: 'facebook', utm_medium: 'paid_social', fbclid: '' },
    intents: { heatPump: 3, bathroom: 2 },
  },
  {
    key: 'instagram',
    weight: 3,
    callShare: 0.05,
    referrer: 'https://l.instagram.com/',
    intents: { bathroom: 3, heatPump: 1 },
  },
  ...['03', '06', '09', '11'].map((month) => ({
    key: `lettre-${month}`,
    weight: 40,
    callShare: 0.12,
    referrer: '',
    campaign: `lettre-${month}`,
    tags: { utm_source: 'lettre', utm_medium: 'email' },
    intents: { service: 4, heatPump: 1, bathroom: 1 },
  })),
  {
    key: 'annuaire',
    weight: 4,
    callShare: 0.2,
    referrer: 'https://annuaire-des-artisans.example/chauffagistes',
    intents: { breakdown: 2, leak: 2, bathroom: 1 },
  },
  { key: 'assistant', weight: 2, callShare: 0.2, referrer: 'https://chatgpt.com/', intents: anything },
  {
    key: 'undeclared',
    weight: 1,
    callShare: 0.1,
    referrer: '',
    tags: { utm_source: 'agence-web', utm_medium: 'banner', utm_campaign: 'essai-banniere' },
    intents: anything,
  },
]
