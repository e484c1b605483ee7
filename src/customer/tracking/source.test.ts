import { expect, test } from 'vitest'
import { channels, classifySource } from './source.ts'
import { apps } from './sources/apps.ts'
import { assistants } from './sources/assistants.ts'
import { clicks } from './sources/clicks.ts'
import { directories } from './sources/directories.ts'
import { siteOf, siteOfApp } from './sources/hosts.ts'
import { mail } from './sources/mail.ts'
import { search } from './sources/search.ts'
import { shopping } from './sources/shopping.ts'
import { social, video } from './sources/social.ts'

const page = 'https://www.exemple.fr/contact'
const at = (query: string, referrer?: string | null) => classifySource({ url: `${page}?${query}`, referrer })
const line = ({ source, medium, channel }: ReturnType<typeof classifySource>) => `${source} / ${medium} / ${channel}`

const direct = '(direct) / (none) / Direct'

test.each([
  ['', ''],
  ['pas une adresse', 'pas une adresse non plus'],
  ['https://', 'https://[::1'],
  ['/contact?utm_source=google', null],
  [page, 'about:blank'],
  [page, 'javascript:alert(1)'],
  [page, 'data:text/html,google.fr'],
  [page, 'file:///C:/google.fr'],
  [page, 'https://www./'],
])('what cannot be read says nothing: %s from %s', (url, referrer) => {
  expect(classifySource({ url, referrer })).toEqual({
    source: '(direct)',
    medium: '(none)',
    channel: 'Direct',
    campaign: null,
    term: null,
    ad: null,
    clickIds: {},
  })
})

test('values that are not strings are not addresses', () => {
  expect(line(classifySource(JSON.parse('{"url":12,"referrer":{"host":"google.fr"}}')))).toBe(direct)
  expect(line(classifySource(JSON.parse('{}')))).toBe(direct)
})

test.each([
  'not-linkedin.example',
  'linkedin.com.evil.example',
  'notlinkedin.com',
  'linkedin.community',
  'google.evil.example',
  'google.example',
  'google.com.example',
  'google.co.evil',
  'google.fr.evil.example',
  'evil-google.fr',
  'docs.google.com',
  'sites.google.com',
  'facebook.com.exemple.fr',
  'xt.co',
  'ax.com',
  'perso.free.fr',
  'boutique.orange.fr',
  'chatgpt.com.evil.example',
  'com.linkedin.android',
])('%s is nobody we know', (host) => {
  const expected = `${host} / referral / Referral`
  expect(line(classifySource({ url: page, referrer: `https://${host}/?q=secret` }))).toBe(expected)
  expect(line(at('', `https://www.${host}/`))).toBe(expected)
  expect(line(at(`utm_source=${host}&utm_medium=cpc`))).toBe(`${host} / cpc / Paid Other`)
  expect(at('', `https://${host}/?q=secret`).term).toBeNull()
})

test('a name before the host does not lend it', () => {
  expect(line(at('', 'https://linkedin.com@exemple.example/'))).toBe('exemple.example / referral / Referral')
  expect(line(at('', 'https://exemple.example/linkedin.com?u=https://google.fr'))).toBe(
    'exemple.example / referral / Referral',
  )
})

test.each([
  'https://www.exemple.fr/',
  'http://exemple.fr/a?q=b',
  'https://WWW.EXEMPLE.FR./x',
  'https://exemple.fr:8443/',
])('our own host %s is no source', (referrer) => {
  expect(line(classifySource({ url: page, referrer }))).toBe(direct)
  expect(line(at('utm_source=lettre&utm_medium=email', referrer))).toBe('lettre / email / Email')
})

test('names that mean something to JavaScript mean nothing here', () => {
  const visit = at(
    '__proto__=1&__proto__[gclid]=1&constructor=2&utm___proto__=3&utm_source=__proto__&utm_medium=toString',
  )
  expect(line(visit)).toBe('__proto__ / tostring / Unassigned')
  expect(visit.clickIds).toEqual({})
  expect(Object.getPrototypeOf(visit.clickIds)).toBe(Object.prototype)
  expect(line(at('', 'android-app://constructor/'))).toBe('constructor / referral / Referral')
})

test('long, broken and hostile values are cut and cleaned', () => {
  const long = 'é'.repeat(1_000_000)
  const visit = at(`utm_source=${'A'.repeat(300)}&utm_medium=cpc&utm_campaign=%00%20Soldes%0AÉté%20&gclid=${long}`)
  expect(visit.source).toBe('google')
  expect(visit.campaign).toBe('Soldes Été')
  expect(visit.clickIds.gclid).toHaveLength(512)
  expect(at(`utm_source=${'A'.repeat(300)}`).source).toBe('a'.repeat(200))
  expect(at(`utm_campaign=${'a'.repeat(199)}😀`).campaign).toBe(`${'a'.repeat(199)}\u{FFFD}`)
  expect(line(classifySource({ url: page, referrer: `https://www.google.fr/?x=${long}` }))).toBe(
    'google / organic / Organic Search',
  )
  expect(line(at(`${'x=1&'.repeat(250_000)}utm_source=lettre`))).toBe(direct)
})

test('an empty tag or identifier is none, and of two the first that says something counts', () => {
  expect(line(at('gclid=&utm_source=&utm_medium=%20&fbclid'))).toBe(direct)
  expect(at('gclid=&fbclid=').clickIds).toEqual({})
  expect(at('gclid=&gclid=a&gclid=b').clickIds).toEqual({ gclid: 'a' })
  expect(line(at('utm_source=&utm_source=bing&utm_source=google&utm_medium=cpc'))).toBe('bing / cpc / Paid Search')
})

test.each([
  ['https://www.google.fr/', 'google / organic / Organic Search'],
  ['https://google.co.uk/', 'google / organic / Organic Search'],
  ['https://www.google.com.br/', 'google / organic / Organic Search'],
  ['https://maps.google.fr/', 'google / organic / Organic Search'],
  ['android-app://com.google.android.googlequicksearchbox/', 'google / organic / Organic Search'],
  ['android-app://com.google.android.googlequicksearchbox/https/www.google.com', 'google / organic / Organic Search'],
  ['https://www.bing.com/', 'bing / organic / Organic Search'],
  ['https://fr.search.yahoo.com/', 'yahoo / organic / Organic Search'],
  ['https://lemoteur.orange.fr/', 'orange / organic / Organic Search'],
  ['https://duckduckgo.com/', 'duckduckgo / organic / Organic Search'],
  ['https://www.facebook.com/', 'facebook / social / Organic Social'],
  ['https://l.facebook.com/l.php?u=x', 'facebook / social / Organic Social'],
  ['http://lm.facebook.com/', 'facebook / social / Organic Social'],
  ['https://m.facebook.com/', 'facebook / social / Organic Social'],
  ['https://l.instagram.com/', 'instagram / social / Organic Social'],
  ['https://fr.linkedin.com/', 'linkedin / social / Organic Social'],
  ['https://lnkd.in/abc', 'linkedin / social / Organic Social'],
  ['android-app://com.linkedin.android/', 'linkedin / social / Organic Social'],
  ['https://t.co/abc', 'x / social / Organic Social'],
  ['https://x.com/', 'x / social / Organic Social'],
  ['https://out.reddit.com/', 'reddit / social / Organic Social'],
  ['https://www.tiktok.com/', 'tiktok / social / Organic Social'],
  ['https://mastodon.social/@exemple', 'mastodon / social / Organic Social'],
  ['https://m.youtube.com/', 'youtube / video / Organic Video'],
  ['https://www.dailymotion.com/', 'dailymotion / video / Organic Video'],
  ['https://www.leboncoin.fr/', 'leboncoin.fr / referral / Organic Shopping'],
  ['https://www.amazon.fr/', 'amazon.fr / referral / Organic Shopping'],
  ['https://chatgpt.com/', 'chatgpt.com / ai-assistant / AI Assistant'],
  ['https://www.perplexity.ai/', 'perplexity.ai / ai-assistant / AI Assistant'],
  ['https://claude.ai/', 'claude.ai / ai-assistant / AI Assistant'],
  ['https://gemini.google.com/', 'gemini.google.com / ai-assistant / AI Assistant'],
  ['https://copilot.microsoft.com/', 'copilot.microsoft.com / ai-assistant / AI Assistant'],
  ['https://chat.mistral.ai/', 'chat.mistral.ai / ai-assistant / AI Assistant'],
  ['android-app://com.openai.chatgpt/', 'chatgpt.com / ai-assistant / AI Assistant'],
  ['https://mail.google.com/', 'mail.google.com / email / Email'],
  ['android-app://com.google.android.gm/', 'mail.google.com / email / Email'],
  ['https://outlook.live.com/', 'outlook.live.com / email / Email'],
  ['https://mail.orange.fr/', 'mail.orange.fr / email / Email'],
  ['https://webmail.free.fr/', 'webmail.free.fr / email / Email'],
  ['https://www.laposte.net/', 'laposte.net / email / Email'],
  ['https://webmail.sfr.fr/', 'messagerie.sfr.fr / email / Email'],
  ['https://fr.mail.yahoo.com/', 'mail.yahoo.com / email / Email'],
  ['https://www.pagesjaunes.fr/', 'pagesjaunes.fr / referral / Referral'],
  ['https://blog.partenaire.example/article', 'blog.partenaire.example / referral / Referral'],
  ['android-app://fr.exemple.app/', 'fr.exemple.app / referral / Referral'],
  ['http://192.0.2.1/', '192.0.2.1 / referral / Referral'],
])('from %s: %s', (referrer, expected) => {
  expect(line(classifySource({ url: page, referrer }))).toBe(expected)
})

test.each([
  ['gclid=a', 'google / cpc / Paid Search'],
  ['GCLID=a', 'google / cpc / Paid Search'],
  ['gbraid=a', 'google / cpc / Paid Search'],
  ['wbraid=a', 'google / cpc / Paid Search'],
  ['gad_source=1', 'google / cpc / Paid Search'],
  ['gclid=a&utm_source=lettre&utm_medium=email', 'google / cpc / Paid Search'],
  ['gclid=a&utm_source=google&utm_medium=display', 'google / cpc / Display'],
  ['gclid=a&utm_medium=cpm', 'google / cpc / Display'],
  ['gclid=a&utm_source=youtube&utm_medium=cpc', 'google / cpc / Paid Video'],
  ['gclid=a&utm_medium=video', 'google / cpc / Paid Video'],
  ['gclid=a&utm_medium=shopping', 'google / cpc / Paid Shopping'],
  ['gclid=a&utm_campaign=FR_Shopping_Marques', 'google / cpc / Paid Shopping'],
  ['gclid=a&utm_campaign=PMax%20Cross-Network', 'google / cpc / Cross-network'],
  ['gclid=a&utm_campaign=videosurveillance', 'google / cpc / Paid Search'],
  ['gclid=a&fbclid=b', 'google / cpc / Paid Search'],
  ['dclid=a', 'google / display / Display'],
  ['msclkid=a&utm_source=google&utm_medium=organic', 'bing / cpc / Paid Search'],
  ['yclid=a', 'yandex / cpc / Paid Search'],
  ['ttclid=a', 'tiktok / cpc / Paid Social'],
  ['twclid=a', 'x / cpc / Paid Social'],
  ['li_fat_id=a', 'linkedin / cpc / Paid Social'],
  ['li_fat_id=a&utm_source=linkedin&utm_medium=paid_social', 'linkedin / paid_social / Paid Social'],
  ['li_fat_id=a&utm_source=linkedin&utm_medium=social', 'linkedin / cpc / Paid Social'],
  ['epik=a', 'pinterest / cpc / Paid Social'],
  ['ScCid=a', 'snapchat / cpc / Paid Social'],
  ['rdt_cid=a', 'reddit / cpc / Paid Social'],
  ['fbclid=a', 'facebook / social / Organic Social'],
  ['fbclid=a&utm_medium=cpc', 'facebook / cpc / Paid Social'],
  ['fbclid=a&utm_source=fb&utm_medium=paid', 'fb / paid / Paid Social'],
  ['fbclid=a&utm_source=ig&utm_medium=paid_social', 'ig / paid_social / Paid Social'],
  ['fbclid=a&utm_source=Facebook&utm_medium=story', 'facebook / story / Organic Social'],
  ['fbclid=a&utm_source=lettre&utm_medium=email', 'facebook / social / Organic Social'],
  ['fbclid=a&utm_source=google&utm_medium=cpc', 'facebook / social / Organic Social'],
])('a click identifier outranks the tags: %s', (query, expected) => {
  expect(line(at(query, 'https://partenaire.example/'))).toBe(expected)
})

test('Instagram adds fbclid too', () => {
  expect(line(at('fbclid=a', 'https://l.instagram.com/'))).toBe('instagram / social / Organic Social')
})

test.each([
  ['utm_source=(direct)&utm_medium=(none)', direct],
  ['utm_source=google&utm_medium=cpc&utm_campaign=cross-network', 'google / cpc / Cross-network'],
  ['utm_source=amazon&utm_medium=cpc', 'amazon / cpc / Paid Shopping'],
  ['utm_source=google&utm_medium=ppc&utm_campaign=eshop', 'google / ppc / Paid Shopping'],
  ['utm_source=google&utm_medium=cpc&utm_campaign=workshop', 'google / cpc / Paid Search'],
  ['utm_source=Google&utm_medium=CPC', 'google / cpc / Paid Search'],
  ['utm_source=google.fr&utm_medium=paidsearch', 'google.fr / paidsearch / Paid Search'],
  ['UTM_SOURCE=bing&UTM_MEDIUM=retargeting', 'bing / retargeting / Paid Search'],
  ['utm_source=linkedin&utm_medium=paid', 'linkedin / paid / Paid Social'],
  ['utm_source=m.facebook.com&utm_medium=cpc', 'm.facebook.com / cpc / Paid Social'],
  ['utm_source=youtube&utm_medium=cpv', 'youtube / cpv / Paid Video'],
  ['utm_source=youtube&utm_medium=paid_video', 'youtube / paid_video / Paid Video'],
  ['utm_source=regie&utm_medium=banner', 'regie / banner / Display'],
  ['utm_source=regie&utm_medium=cpm', 'regie / cpm / Display'],
  ['utm_source=regie&utm_medium=cpa', 'regie / cpa / Paid Other'],
  ['utm_source=not-linkedin&utm_medium=cpc', 'not-linkedin / cpc / Paid Other'],
  ['utm_source=not-linkedin&utm_medium=link', 'not-linkedin / link / Referral'],
  ['utm_source=chatgpt.com', 'chatgpt.com / ai-assistant / AI Assistant'],
  ['utm_source=maison&utm_medium=ai-assistant', 'maison / ai-assistant / AI Assistant'],
  ['utm_source=leboncoin&utm_medium=annonce', 'leboncoin / annonce / Organic Shopping'],
  ['utm_source=partenaire&utm_medium=post&utm_campaign=shopping', 'partenaire / post / Organic Shopping'],
  ['utm_source=instagram', 'instagram / (not set) / Organic Social'],
  ['utm_source=agence&utm_medium=social%20media', 'agence / social media / Organic Social'],
  ['utm_source=vimeo&utm_medium=fiche', 'vimeo / fiche / Organic Video'],
  ['utm_source=agence&utm_medium=webvideo', 'agence / webvideo / Organic Video'],
  ['utm_source=gmb&utm_medium=organic', 'gmb / organic / Organic Search'],
  ['utm_source=moteur&utm_medium=organic', 'moteur / organic / Organic Search'],
  ['utm_source=partenaire&utm_medium=app', 'partenaire / app / Referral'],
  ['utm_source=lettre&utm_medium=E-mail', 'lettre / e-mail / Email'],
  ['utm_source=email&utm_medium=mai', 'email / mai / Email'],
  ['utm_medium=email', '(not set) / email / Email'],
  ['utm_source=partenaire&utm_medium=affiliate', 'partenaire / affiliate / Affiliates'],
  ['utm_source=radio&utm_medium=audio', 'radio / audio / Audio'],
  ['utm_source=sms&utm_medium=rappel', 'sms / rappel / SMS'],
  ['utm_source=crm&utm_medium=sms', 'crm / sms / SMS'],
  ['utm_source=app&utm_medium=web_push', 'app / web_push / Mobile Push Notifications'],
  ['utm_source=app&utm_medium=notification', 'app / notification / Mobile Push Notifications'],
  ['utm_source=affiche&utm_medium=qr', 'affiche / qr / Unassigned'],
  ['utm_source=affiche', 'affiche / (not set) / Unassigned'],
  ['utm_campaign=ete', direct],
  ['utm_id=12&utm_source_platform=x', direct],
])('tags: %s', (query, expected) => {
  expect(line(at(query))).toBe(expected)
})

test('a medium or a campaign without source takes the referrer', () => {
  expect(line(at('utm_medium=cpc', 'https://www.google.fr/'))).toBe('google / cpc / Paid Search')
  expect(line(at('utm_campaign=fiche', 'https://www.google.fr/'))).toBe('google / organic / Organic Search')
})

test.each([
  ['', 'https://www.bing.com/search?q=plombier+dijon', 'plombier dijon'],
  ['', 'https://duckduckgo.com/?q=plombier', 'plombier'],
  ['', 'https://www.qwant.com/?q=plombier%20%C3%A0%20Dijon', 'plombier à Dijon'],
  ['', 'https://fr.search.yahoo.com/search?p=plombier', 'plombier'],
  ['', 'https://lemoteur.orange.fr/?kw=plombier', 'plombier'],
  ['', 'https://search.free.fr/google.pl?qs=plombier', 'plombier'],
  ['utm_term=%2Bplombier', 'https://www.bing.com/search?q=autre', '+plombier'],
  ['gclid=a', 'https://www.google.fr/search?q=plombier', 'plombier'],
  ['utm_source=lettre&utm_medium=email', 'https://www.bing.com/search?q=plombier', null],
  ['', 'https://www.google.fr/', null],
  ['', 'https://www.facebook.com/search?q=plombier', null],
  ['', 'https://www.bing.com/search?q=%20', null],
])('words of %s from %s: %s', (query, referrer, term) => {
  expect(at(query, referrer).term).toBe(term)
})

test('campaign as written, every identifier kept', () => {
  const visit = at('utm_source=Bing&utm_medium=CPC&utm_campaign=%20Été%20À%20Dijon%20&msclkid=m&FBCLID=f&sccid=s')
  expect(visit).toEqual({
    source: 'bing',
    medium: 'cpc',
    channel: 'Paid Search',
    campaign: 'Été À Dijon',
    term: null,
    ad: null,
    clickIds: { msclkid: 'm', fbclid: 'f', ScCid: 's' },
  })
})

test('no host and no name belongs to two sites', () => {
  const seen = new Set<string>()
  for (const list of [search, social, video, shopping, assistants, mail, directories]) {
    for (const [name, tokens] of Object.entries(list)) {
      for (const token of new Set([name, ...tokens.split(' ').filter(Boolean)])) {
        expect(token).toMatch(/^\.?[a-z0-9]+([._-][a-z0-9]+)*$/)
        expect(seen, token).not.toContain(token)
        seen.add(token)
      }
    }
  }
})

test('every app and every identifier leads to a site of the lists', () => {
  for (const name of Object.keys(apps)) expect(siteOfApp(name), name).toBeDefined()
  for (const { site } of clicks) expect(siteOf(site), site).toBeDefined()
})

test('the channels are named once, in order', () => {
  expect(new Set(channels).size).toBe(channels.length)
  expect([channels[0], channels.at(-1)]).toEqual(['Direct', 'Unassigned'])
})
