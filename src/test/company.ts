import type { Client } from './server.ts'

/**
 * One of everything that the API lists, made through the API by an owner: site, campaign, numbers, website, telephone
 * cloud, recipient, API key, a rule, an identity provider, a call, a sale and who bought, a file and another to begin, an advertising platform, a view, a tag, a questionnaire with an address and an answer, a request, a webhook with a message, a team with somebody in it, somebody at the site, and a delivery in the quarantine. Whoever adds a list adds its first item here.
 */
export async function aCompany(owner: Client) {
  const create = async (path: string, body: object): Promise<{ id: string }> => {
    const reply = await owner(path, { body })
    if (!reply.ok) throw new Error(`POST ${path}: ${reply.status} ${await reply.text()}`)
    return (await reply.json()) as { id: string }
  }
  const site = await create('/api/sites', { name: 'Nantes', phone: '02 61 91 00 01' })
  const campaign = await create('/api/campaigns', { name: 'Dépliant', medium: 'print', channel: 'Print' })
  const number = await create('/api/numbers', { siteId: site.id, campaignId: campaign.id, phone: '01 99 00 12 34' })
  await create('/api/numbers', { siteId: site.id, campaignId: campaign.id, phone: '0892 012 345' })
  const phones = ['04 65 71 11 00', '04 65 71 11 01']
  const pool = await create('/api/pools', { siteId: site.id, name: 'Site web', phones })
  const website = await create('/api/websites', { siteId: site.id, host: 'www.exemple.fr' })
  const connection = await create('/api/voice-connections', { name: 'Nuage', provider: 'twilio', secret: 'un secret' })
  const actions = [{ kind: 'tag', settings: { tag: 'à rappeler' } }]
  const rule = await create('/api/rules', { name: 'Étiqueter', on: 'call.tracked', actions })
  const recipient = await create('/api/missed-call-recipients', { email: 'accueil@exemple.fr' })
  const key = await create('/api/api-keys', { name: 'CRM', scopes: ['sites.read'] })
  const provider = { name: 'Compte Exemple', issuer: 'https://connexion.exemple.fr', clientId: 'a', clientSecret: 'b' }
  await create('/api/identity-providers', { ...provider, newcomersRole: null, trustsEmail: false })
  await create('/api/consent-texts', {
    version: '2026-01',
    purposes: ['measurement', 'telephone'],
    body: 'Je dis oui.',
  })
  const proof = await create('/files/consent-proofs', { fileName: 'accord.txt', content: btoa('Je dis oui.') })
  const said = { phone: '06 39 98 00 01', purposes: ['telephone'], given: true, version: '2026-01', place: 'Salon' }
  await create('/api/consents', { ...said, proofId: proof.id })
  await create('/api/conversion-destinations', {
    name: 'Analytics',
    platform: 'ga4',
    settings: { measurementId: 'G-EXEMPLE' },
    secret: 'un secret',
  })
  await create('/api/invitations', { email: 'nouvelle@exemple.fr', role: 'marketing' })
  const webhook = await create('/api/webhooks', { url: 'https://crm.exemple.fr/', eventTypes: ['number.retired'] })
  await create(`/api/webhooks/${webhook.id}/trials`, {})
  const startedAt = new Date().toISOString()
  const event = { from: '06 39 98 00 01', status: 'no-answer', startedAt }
  const call = await create('/api/calls', { ...event, externalId: 'a', to: '01 99 00 12 34' })
  await owner('/api/calls', { body: { ...event, externalId: 'b', to: '05 36 49 00 09' } }) // nobody's number
  const tag = await create(`/api/calls/${call.id}/tags`, { name: 'devis' })
  const sold = { reference: 'F1', soldOn: startedAt.slice(0, 10), amountCents: 12_000 }
  const customer = { name: 'Élodie Noël', phones: [event.from], email: 'elodie@exemple.fr' }
  await create('/api/sales', { items: [{ ...sold, customer }] })
  const { items } = (await (await owner('/api/contacts')).json()) as { items: { id: string }[] }
  const file = {
    kind: 'contacts',
    fileName: 'clients.csv',
    content: btoa('Nom;Telephone\nMarc;06 39 98 00 03\nLuc;12'),
  }
  const mapping = ['name', 'phone'].map((field, place) => ({ field, place }))
  const { id: begun } = await create('/api/imports', file)
  await owner(`/api/imports/${begun}/mapping`, { method: 'PUT', body: { mapping } })
  await create('/api/imports', { ...file, fileName: 'suite.csv' })
  // The first by name: the one that others may be sent.
  await create('/api/call-views', { name: 'Appels manqués', search: { outcome: 'missed' }, shared: true })
  await create('/api/report-subscriptions', { viewId: null, every: 'week' })
  // The first by name, published and changed since: it can be published again.
  const survey = await create('/api/questionnaires', { name: 'Avis', audience: 'customers', template: 'after-contact' })
  await create(`/api/questionnaires/${survey.id}/versions`, {})
  const { draft } = (await (await owner(`/api/questionnaires/${survey.id}`)).json()) as { draft: { title: object } }
  await owner(`/api/questionnaires/${survey.id}/draft`, {
    method: 'PUT',
    body: { draft: { ...draft, title: { fr: 'Votre avis', en: 'Your view' } }, draftNumber: 1 },
  })
  // Nobody rests: whoever tries to ask finds somebody.
  await owner('/api/solicitation-rule', { method: 'PUT', body: { restDays: 0, mostPerYear: 52 } })
  await create('/api/surveys', {
    name: 'Printemps',
    questionnaireId: survey.id,
    frame: 'buyers',
    from: sold.soldOn,
    to: sold.soldOn,
    endsOn: '2099-12-31',
  })
  await create('/api/answer-links', { questionnaireId: survey.id, channel: 'qr', name: 'Comptoir', siteId: site.id })
  await create('/api/answers', {
    questionnaireId: survey.id,
    submissionId: '0190a000-0000-7000-8000-000000000001',
    siteId: site.id,
    answers: { nps: 9 },
  })
  // Another, with a file.
  const claim = await create('/api/questionnaires', { name: 'Dossier', audience: 'customers' })
  const attached = { id: 'piece', type: 'file', title: { fr: 'Une pièce' } }
  await owner(`/api/questionnaires/${claim.id}/draft`, {
    method: 'PUT',
    body: { draft: { languages: ['fr'], title: { fr: 'Dossier' }, sections: [{ id: 's', questions: [attached] }] } },
  })
  await create(`/api/questionnaires/${claim.id}/versions`, {})
  const address = { questionnaireId: claim.id, channel: 'page', name: 'Dossier', siteId: site.id }
  const page = (await create('/api/answer-links', address)) as unknown as { url: string }
  const { pathname } = new URL(page.url)
  const given = await create(`${pathname}/files`, { fileName: 'accord.txt', content: btoa('Voici.') })
  await create('/api/answers', {
    questionnaireId: claim.id,
    submissionId: '0190a000-0000-7000-8000-000000000002',
    siteId: site.id,
    answers: { piece: given.id },
  })
  // The last by name, for employees.
  const pulse = await create('/api/questionnaires', { name: 'Pouls', audience: 'employees', template: 'pulse' })
  await create(`/api/questionnaires/${pulse.id}/versions`, {})
  const request = await create('/api/requests', { subject: 'Rappeler', dueAt: startedAt })
  const employee = (name: string) => ({ who: { name } })
  // The first by name is in neither: whoever tries to join finds room.
  await create(`/api/sites/${site.id}/members`, employee('Alix'))
  const team = await create('/api/teams', { name: 'Accueil', siteId: site.id })
  const evening = await create('/api/teams', { name: 'Accueil du soir', siteId: site.id })
  for (const { id } of [team, evening]) await create(`/api/teams/${id}/members`, employee('Zoé'))
  // One whose talks the owner holds, with somebody who does not sign in; the last by name.
  const me = (await (await owner('/api/session')).json()) as { userId: string }
  const coached = await create('/api/teams', { name: 'Zèle', siteId: site.id })
  await create(`/api/teams/${coached.id}/members`, { who: { memberId: me.userId }, leads: true })
  await create(`/api/teams/${coached.id}/members`, employee('Zélie'))
  await owner(`/api/cadences/${coached.id}`, { method: 'PUT', body: { everyWeeks: 4 } })
  const talks = (await (await owner('/api/one-to-ones')).json()) as { items: { id: string }[] }
  await create(`/api/one-to-ones/${talks.items[0]!.id}/decisions`, {
    subject: 'Une formation',
    dueOn: '2099-12-31',
    owedBy: 'manager',
  })
  const promise = { title: 'Nous rappelons sous deux jours', toCustomers: 'Promis.', toEmployees: 'Promis.' }
  await create('/api/commitments', { ...promise, dimension: 'delays', reviewOn: '2099-12-31' })
  const wave = await create('/api/waves', {
    questionnaireId: pulse.id,
    name: 'Automne',
    closesOn: '2099-12-31',
    councilInformedOn: null,
  })
  await owner(`/api/waves/${wave.id}/closure`, { method: 'PUT' })
  return {
    site,
    campaign,
    number,
    pool,
    website,
    connection,
    recipient,
    key,
    call,
    tag,
    rule,
    request,
    team,
    contact: items[0]!,
    file,
  }
}
