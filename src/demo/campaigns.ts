import { sites } from './company.ts'

/** How a number printed, said or listed makes the telephone ring. */
export type Ringing = {
  /** On an ordinary day of a site of weight 1, at full effect. */
  callsPerDay: number
  /** `steady`; `fading` over weeks once it is handed out; `burst` of two days; `morning`: spots at 7 h. */
  effect: 'steady' | 'fading' | 'burst' | 'morning'
  /** Share of callers who are customers already. */
  known: number
}

export type CampaignFacts = {
  key: string
  /** The year is added to what runs every year. */
  name: string
  medium: string
  channel: string
  code?: string
  /** A month, or a run. */
  costCents: number
  /** First and last day of each year's run; without: all the time. */
  runs?: [string, string]
  /** The towns where it has a number of its own, and what that number stands on. */
  number?: Ringing & { towns: string[]; label: string; onPages?: true }
  /** Median talk of its calls; otherwise `usualTalkSeconds`. */
  talkSeconds?: number
}

export const usualTalkSeconds = 165
const everywhere = sites.map(({ key }) => key)

export const campaigns: CampaignFacts[] = [
  {
    key: 'ads-depannage',
    name: 'Google Ads – Dépannage chaudière',
    medium: 'cpc',
    channel: 'Paid Search',
    code: 'depannage-chaudiere',
    costCents: 1_900_00,
    talkSeconds: 125,
    number: {
      towns: everywhere,
      label: 'Pages vues sans consentement',
      onPages: true,
      callsPerDay: 0.3,
      effect: 'steady',
      known: 0.1,
    },
  },
  {
    key: 'ads-pac',
    name: 'Google Ads – Pompe à chaleur',
    medium: 'cpc',
    channel: 'Paid Search',
    code: 'pompe-a-chaleur',
    costCents: 1_250_00,
    talkSeconds: 620,
  },
  {
    key: 'fiche',
    name: 'Fiche d’établissement Google',
    medium: 'organic',
    channel: 'Organic Search',
    code: 'fiche-etablissement',
    costCents: 0,
    number: { towns: everywhere, label: 'Fiche Google', callsPerDay: 0.62, effect: 'steady', known: 0.2 },
  },
  { key: 'seo', name: 'Référencement naturel', medium: 'organic', channel: 'Organic Search', costCents: 450_00 },
  {
    key: 'annuaire',
    name: 'Annuaires et partenaires',
    medium: 'referral',
    channel: 'Referral',
    costCents: 95_00,
    number: { towns: everywhere, label: 'Annuaire local', callsPerDay: 0.07, effect: 'steady', known: 0.1 },
  },
  { key: 'social', name: 'Réseaux sociaux', medium: 'social', channel: 'Organic Social', costCents: 300_00 },
  {
    key: 'camionnettes',
    name: 'Camionnettes',
    medium: 'outdoor',
    channel: 'Outdoor',
    costCents: 80_00,
    number: { towns: everywhere, label: 'Flancs des camionnettes', callsPerDay: 0.1, effect: 'steady', known: 0.15 },
  },
  {
    key: 'autocollant',
    name: 'Autocollant sur la chaudière',
    medium: 'qr',
    channel: 'Print',
    costCents: 35_00,
    talkSeconds: 95,
    number: { towns: everywhere, label: 'Autocollant, code QR', callsPerDay: 0.2, effect: 'steady', known: 0.95 },
  },
  {
    key: 'facebook',
    name: 'Facebook – Aides à la rénovation',
    medium: 'social',
    channel: 'Paid Social',
    code: 'aides-renovation',
    costCents: 4_200_00,
    runs: ['03-01', '06-15'],
    talkSeconds: 260,
  },
  ...['03-10', '06-09', '09-08', '11-17'].map((sent, place) => ({
    key: `lettre-${sent.slice(0, 2)}`,
    name: `Lettre par e-mail de ${['mars', 'juin', 'septembre', 'novembre'][place]}`,
    medium: 'email',
    channel: 'Email',
    code: `lettre-${sent.slice(0, 2)}`,
    costCents: 180_00,
    runs: [sent, sent.replace(/\d+$/, '28')] as [string, string],
  })),
  {
    key: 'depliant',
    name: 'Dépliant entretien chaudière',
    medium: 'print',
    channel: 'Print',
    costCents: 380_00,
    runs: ['09-15', '11-30'],
    number: {
      towns: ['nantes', 'rennes', 'rouen', 'strasbourg', 'dijon'],
      label: 'Dépliant, au dos',
      callsPerDay: 1.1,
      effect: 'fading',
      known: 0.1,
    },
  },
  {
    key: 'catalogue',
    name: 'Catalogue salle de bains',
    medium: 'print',
    channel: 'Print',
    costCents: 6_400_00,
    runs: ['03-20', '06-10'],
    talkSeconds: 420,
    number: {
      towns: ['lyon', 'paris', 'versailles', 'toulouse'],
      label: 'Catalogue, page 2',
      callsPerDay: 0.12,
      effect: 'fading',
      known: 0.2,
    },
  },
  {
    key: 'radio',
    name: 'Radio – Grand froid',
    medium: 'radio',
    channel: 'Radio',
    costCents: 12_800_00,
    runs: ['12-01', '01-20'],
    number: {
      towns: ['lille', 'strasbourg', 'lyon'],
      label: 'Spot de 7 h 10',
      callsPerDay: 0.6,
      effect: 'morning',
      known: 0.1,
    },
  },
  {
    key: 'affiches',
    name: 'Affichage sur les bus',
    medium: 'outdoor',
    channel: 'Outdoor',
    costCents: 5_200_00,
    runs: ['05-04', '06-14'],
    number: {
      towns: ['marseille', 'toulouse'],
      label: 'Arrière des bus',
      callsPerDay: 0.35,
      effect: 'steady',
      known: 0.05,
    },
  },
  {
    key: 'sms',
    name: 'SMS – Rappel d’entretien',
    medium: 'sms',
    channel: 'SMS',
    code: 'rappel-entretien',
    costCents: 240_00,
    runs: ['10-06', '10-20'],
    number: {
      towns: ['paris', 'lyon', 'lille', 'nantes', 'rennes'],
      label: 'Numéro du SMS',
      callsPerDay: 9,
      effect: 'burst',
      known: 0.9,
    },
  },
  {
    key: 'solaire',
    name: 'Chauffe-eau solaire',
    medium: 'print',
    channel: 'Print',
    costCents: 650_00,
    runs: ['05-02', '07-31'],
    talkSeconds: 340,
    number: {
      towns: ['saint-denis'],
      label: 'Prospectus de quartier',
      callsPerDay: 0.9,
      effect: 'fading',
      known: 0.05,
    },
  },
]
