import type { Definition, Dimension, Question, Section } from '#shared/questionnaire/definition'

/** An agreement from 1 to 5; whoever is not concerned may say so. */
const agree =
  (dimension?: Dimension) =>
  ([id, fr]: readonly [string, string]): Question => ({
    id,
    type: 'rating',
    most: 5,
    maySkip: true,
    dimension,
    title: { fr },
  })
const theme = (
  id: string,
  fr: string,
  dimension: Dimension | undefined,
  lines: readonly (readonly [string, string])[],
): Section => ({
  id,
  title: { fr },
  questions: lines.map(agree(dimension)),
})
const enps: Question = {
  id: 'enps',
  type: 'nps',
  dimension: 'recommendation',
  title: { fr: 'Recommanderiez-vous {company} à un proche, comme lieu de travail ?' },
}
const intro = {
  fr: 'Vos réponses sont anonymes : rien ne les relie à vous, et aucun résultat n’est montré pour moins de cinq personnes. Aucune question n’est obligatoire.',
}
const thanks = { fr: 'Merci. Les résultats de votre site vous seront présentés, avec ce qui en sera fait.' }

/** Forty-five questions of our own wording; those of the mirror's dimensions answer what customers are asked. */
export const barometer: Definition = {
  languages: ['fr'],
  title: { fr: 'Baromètre' },
  intro,
  thanks,
  sections: [
    theme('consideration', 'Considération', 'consideration', [
      ['considered', 'Ici, on me considère comme une personne, pas comme une ressource.'],
      ['thanked', 'Quand je fais bien mon travail, quelqu’un me le dit.'],
      ['fair', 'Les décisions qui me concernent sont prises de façon équitable.'],
      ['difference', 'Chacun est respecté ici, quelles que soient ses différences.'],
      ['private', 'On tient compte de ma vie en dehors du travail.'],
    ]),
    theme('listening', 'Écoute', 'listening', [
      ['heard', 'On écoute ce que j’ai à dire.'],
      ['asked', 'On me demande mon avis avant de changer ma façon de travailler.'],
      ['followed', 'Quand je signale un problème, j’ai une réponse.'],
      ['mistake', 'Je peux parler d’une erreur sans crainte.'],
      ['disagree', 'Je peux dire que je ne suis pas d’accord.'],
    ]),
    theme('effort', 'Facilité', 'effort', [
      ['easy', 'J’obtiens ce qu’il me faut pour travailler sans effort inutile.'],
      ['tools', 'Mes outils m’aident plus qu’ils ne me freinent.'],
      ['rules', 'Les règles me laissent assez de liberté pour bien servir.'],
      ['informed', 'Je trouve vite l’information dont j’ai besoin.'],
      ['twice', 'Je n’ai pas à faire deux fois le même travail.'],
    ]),
    theme('competence', 'Compétence et soutien', 'competence', [
      ['trained', 'J’ai reçu la formation que mon travail demande.'],
      ['learning', 'J’apprends encore ici.'],
      ['helped', 'Quand je suis en difficulté, quelqu’un m’aide.'],
      ['manager_able', 'Mon responsable connaît mon travail.'],
      ['feedback', 'Les retours que je reçois m’aident à progresser.'],
    ]),
    theme('delays', 'Promesses tenues', 'delays', [
      ['kept', 'Ce que l’on me promet est tenu dans les délais.'],
      ['asked_answered', 'Mes demandes reçoivent une réponse dans un délai raisonnable.'],
      ['decided', 'Les décisions annoncées sont suivies d’effet.'],
      ['planned', 'Je connais mes horaires assez tôt pour m’organiser.'],
      ['paid', 'Ma paie et mes congés sont traités sans erreur ni retard.'],
    ]),
    theme('welcome', 'Accueil et coopération', 'welcome', [
      ['welcomed', 'J’ai été bien accueilli(e) dans mon équipe.'],
      ['greeted', 'On se salue et on se parle avec courtoisie.'],
      ['together', 'Dans mon équipe, on s’entraide.'],
      ['services', 'Les autres services nous aident quand nous en avons besoin.'],
      ['newcomers', 'Les nouveaux sont bien accompagnés.'],
    ]),
    theme('load', 'Charge et rythme', undefined, [
      ['enough_time', 'J’ai le temps de bien faire mon travail.'],
      ['steady', 'Ma charge de travail est tenable dans la durée.'],
      ['breaks', 'Je peux prendre mes pauses.'],
      ['interrupted', 'Je peux travailler sans être sans cesse interrompu(e).'],
      ['difficult_customers', 'Je suis soutenu(e) face aux clients difficiles.'],
    ]),
    theme('meaning', 'Sens et autonomie', undefined, [
      ['useful', 'Mon travail est utile.'],
      ['aims', 'Je sais ce que l’on attend de moi.'],
      ['decide', 'Je peux décider de ce qui relève de mon métier.'],
      ['proud', 'Je suis fier(ère) de ce que nous faisons pour les clients.'],
      ['future', 'Je vois comment évoluer ici.'],
    ]),
    {
      id: 'recommendation',
      title: { fr: 'Recommandation' },
      questions: [
        enps,
        agree('recommendation')(['customer_here', 'Je recommanderais nos services à un proche.']),
        agree()(['stay', 'Je me vois travailler ici dans un an.']),
        agree()(['trust', 'J’ai confiance dans la direction.']),
        {
          id: 'word',
          type: 'open',
          long: true,
          title: { fr: 'Qu’est-ce qui devrait changer en premier ?' },
          help: { fr: 'N’écrivez rien qui permette de vous reconnaître, vous ou quelqu’un d’autre.' },
        },
      ],
    },
  ],
}

/** Every four months: one question of each dimension, and the word of the moment. */
export const pulse: Definition = {
  languages: ['fr'],
  title: { fr: 'Le point des quatre mois' },
  intro,
  thanks,
  sections: [
    {
      id: 'pulse',
      questions: [
        enps,
        ...(
          [
            ['considered', 'Ici, on me considère comme une personne, pas comme une ressource.', 'consideration'],
            ['heard', 'On écoute ce que j’ai à dire.', 'listening'],
            ['easy', 'J’obtiens ce qu’il me faut pour travailler sans effort inutile.', 'effort'],
            ['helped', 'Quand je suis en difficulté, quelqu’un m’aide.', 'competence'],
            ['kept', 'Ce que l’on me promet est tenu dans les délais.', 'delays'],
            ['together', 'Dans mon équipe, on s’entraide.', 'welcome'],
            ['steady', 'Ma charge de travail est tenable dans la durée.', undefined],
          ] as const
        ).map(([id, fr, dimension]) => agree(dimension)([id, fr])),
      ],
    },
  ],
}
