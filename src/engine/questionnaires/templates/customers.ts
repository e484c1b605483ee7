import type { Definition, Question } from '#shared/questionnaire/definition'

/** Wording of our own, in both languages. */
const nps: Question = {
  id: 'nps',
  type: 'nps',
  required: true,
  dimension: 'recommendation',
  title: {
    fr: 'Recommanderiez-vous {site} à un proche ?',
    en: 'Would you recommend {site} to a friend or relative?',
  },
}
const unhappy = { question: 'nps', is: 'between', to: 6 } as const
const callback: Question[] = [
  {
    id: 'callback',
    type: 'consent',
    callBack: true,
    when: unhappy,
    title: {
      fr: 'J’accepte d’être rappelé(e) à propos de ma réponse',
      en: 'I agree to be called back about my answer',
    },
    help: {
      fr: 'Vos coordonnées ne servent qu’à cela.',
      en: 'Your details are used for nothing else.',
    },
  },
  {
    id: 'contact',
    type: 'open',
    required: true,
    mostLetters: 120,
    when: { question: 'callback', is: 'answered' },
    title: { fr: 'Votre nom et un numéro ou une adresse', en: 'Your name and a number or address' },
  },
]
const thanks = {
  fr: 'Merci. Votre réponse est lue par les personnes qui peuvent y changer quelque chose.',
  en: 'Thank you. Your answer is read by the people who can do something about it.',
}
const yesPartlyNo = [
  { id: 'yes', label: { fr: 'Oui', en: 'Yes' }, score: 100 },
  { id: 'partly', label: { fr: 'En partie', en: 'Partly' }, score: 50 },
  { id: 'no', label: { fr: 'Non', en: 'No' }, score: 0 },
]

/** After a call, a message or a visit: short. */
export const afterContact: Definition = {
  languages: ['fr', 'en'],
  title: { fr: 'Votre avis sur notre échange', en: 'Your view of our exchange' },
  intro: { fr: 'Trois questions, moins d’une minute.', en: 'Three questions, less than a minute.' },
  thanks,
  sections: [
    {
      id: 'exchange',
      questions: [
        nps,
        {
          id: 'why',
          type: 'open',
          long: true,
          when: unhappy,
          title: { fr: 'Vous avez mis {nps}. Que s’est-il passé ?', en: 'You gave {nps}. What happened?' },
        },
        {
          id: 'praise',
          type: 'open',
          long: true,
          when: { question: 'nps', is: 'between', from: 9 },
          title: { fr: 'Qu’avez-vous le plus apprécié ?', en: 'What did you like most?' },
        },
        {
          id: 'effort',
          type: 'ces',
          dimension: 'effort',
          maySkip: true,
          title: {
            fr: 'Il a été facile d’obtenir ce que je demandais.',
            en: 'Getting what I asked for was easy.',
          },
        },
        {
          id: 'solved',
          type: 'single',
          title: { fr: 'Votre demande est-elle réglée ?', en: 'Has your request been settled?' },
          options: yesPartlyNo,
        },
        ...callback,
      ],
    },
  ],
}

/** What customers live through, dimension by dimension: the customers' side of the mirror. */
export const relation: Definition = {
  languages: ['fr', 'en'],
  title: { fr: 'Votre relation avec nous', en: 'Your relation with us' },
  intro: {
    fr: 'Deux minutes. Répondez librement : rien ne vous oblige à tout remplir.',
    en: 'Two minutes. Answer freely: nothing obliges you to fill in everything.',
  },
  thanks,
  sections: [
    { id: 'whole', questions: [nps] },
    {
      id: 'lived',
      title: { fr: 'Ce que vous avez vécu', en: 'What you lived through' },
      questions: (
        [
          [
            'considered',
            'consideration',
            'On m’a considéré(e) comme une personne, pas comme un dossier.',
            'I was treated as a person, not as a file.',
          ],
          ['heard', 'listening', 'On a écouté ce que j’avais à dire.', 'What I had to say was listened to.'],
          [
            'easy',
            'effort',
            'J’ai obtenu ce qu’il me fallait sans effort inutile.',
            'I got what I needed without needless effort.',
          ],
          [
            'able',
            'competence',
            'La personne en face savait de quoi elle parlait.',
            'The person I dealt with knew their subject.',
          ],
          ['kept', 'delays', 'Les délais annoncés ont été tenus.', 'The delays announced were kept.'],
          ['welcomed', 'welcome', 'J’ai été bien accueilli(e).', 'I was made welcome.'],
        ] as const
      ).map(([id, dimension, fr, en]): Question => ({
        id,
        type: 'rating',
        most: 5,
        dimension,
        maySkip: true,
        title: { fr, en },
      })),
    },
    {
      id: 'free',
      questions: [
        {
          id: 'change',
          type: 'open',
          long: true,
          title: { fr: 'Si vous pouviez changer une seule chose ?', en: 'If you could change one single thing?' },
        },
        ...callback,
      ],
    },
  ],
}

/** On a counter, by QR code or kiosk. */
export const visit: Definition = {
  languages: ['fr', 'en'],
  title: { fr: 'Votre visite', en: 'Your visit' },
  thanks,
  sections: [
    {
      id: 'visit',
      questions: [
        {
          id: 'satisfaction',
          type: 'csat',
          required: true,
          title: {
            fr: 'Êtes-vous satisfait(e) de votre visite à {site} ?',
            en: 'Are you satisfied with your visit to {site}?',
          },
        },
        {
          id: 'welcomed',
          type: 'rating',
          most: 5,
          dimension: 'welcome',
          title: { fr: 'J’ai été bien accueilli(e).', en: 'I was made welcome.' },
        },
        {
          id: 'found',
          type: 'single',
          title: { fr: 'Avez-vous trouvé ce que vous cherchiez ?', en: 'Did you find what you were looking for?' },
          options: yesPartlyNo,
        },
        {
          id: 'word',
          type: 'open',
          long: true,
          title: { fr: 'Un mot à nous dire ?', en: 'Anything you would like to tell us?' },
        },
      ],
    },
  ],
}

/** After a complaint has been dealt with. */
export const afterComplaint: Definition = {
  languages: ['fr', 'en'],
  title: { fr: 'Votre réclamation', en: 'Your complaint' },
  thanks,
  sections: [
    {
      id: 'complaint',
      questions: [
        {
          id: 'satisfaction',
          type: 'csat',
          required: true,
          title: {
            fr: 'Êtes-vous satisfait(e) de la façon dont votre réclamation a été traitée ?',
            en: 'Are you satisfied with how your complaint was handled?',
          },
        },
        {
          id: 'kept',
          type: 'rating',
          most: 5,
          dimension: 'delays',
          title: { fr: 'Les délais annoncés ont été tenus.', en: 'The delays announced were kept.' },
        },
        {
          id: 'heard',
          type: 'rating',
          most: 5,
          dimension: 'listening',
          title: { fr: 'On a écouté ce que j’avais à dire.', en: 'What I had to say was listened to.' },
        },
        {
          id: 'times',
          type: 'number',
          whole: true,
          from: 1,
          to: 50,
          title: { fr: 'Combien de fois avez-vous dû nous relancer ?', en: 'How many times did you have to chase us?' },
          help: { fr: 'Comptez la première demande.', en: 'Count the first request.' },
        },
        {
          id: 'missing',
          type: 'multiple',
          title: { fr: 'Qu’est-ce qui a manqué ?', en: 'What was missing?' },
          options: [
            { id: 'explanation', label: { fr: 'Une explication', en: 'An explanation' } },
            { id: 'apology', label: { fr: 'Des excuses', en: 'An apology' } },
            { id: 'speed', label: { fr: 'De la rapidité', en: 'Speed' } },
            { id: 'remedy', label: { fr: 'Une réparation', en: 'A remedy' } },
            { id: 'nothing', label: { fr: 'Rien', en: 'Nothing' } },
          ],
        },
      ],
    },
  ],
}

/** On a landing page: somebody asks to be called. */
export const callMe: Definition = {
  languages: ['fr', 'en'],
  title: { fr: 'Être rappelé(e)', en: 'Be called back' },
  thanks: { fr: 'C’est noté. Nous vous rappelons.', en: 'Noted. We will call you back.' },
  sections: [
    {
      id: 'ask',
      questions: [
        { id: 'name', type: 'open', required: true, mostLetters: 120, title: { fr: 'Votre nom', en: 'Your name' } },
        {
          id: 'phone',
          type: 'open',
          required: true,
          mostLetters: 40,
          title: { fr: 'Votre téléphone', en: 'Your phone' },
        },
        { id: 'about', type: 'open', long: true, title: { fr: 'À quel sujet ?', en: 'What about?' } },
        { id: 'from', type: 'date', title: { fr: 'À partir de quel jour ?', en: 'From which day on?' } },
        {
          id: 'agree',
          type: 'consent',
          callBack: true,
          required: true,
          title: {
            fr: 'J’accepte que ces informations servent à me rappeler',
            en: 'I agree that these details are used to call me back',
          },
        },
      ],
    },
  ],
}
