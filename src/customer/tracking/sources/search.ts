// Each line: the source's name → its hosts and the other names that campaigns give it.
// `.host` means the host and all its subdomains, `host` means itself, `www.host` and `m.host`.
// The country domains of Google are in google.ts.

export const search: Record<string, string> = {
  aol: 'search.aol.com .search.aol.com recherche.aol.fr',
  ask: '.ask.com',
  baidu: '.baidu.com',
  bing: '.bing.com .msn.com bingads microsoft-ads microsoftads msn',
  brave: 'search.brave.com',
  daum: 'search.daum.net',
  dogpile: 'dogpile.com',
  duckduckgo: '.duckduckgo.com ddg.gg ddg',
  ecosia: '.ecosia.org',
  free: 'search.free.fr',
  google: 'googleads google-ads google_ads adwords gmb gbp googlemaps',
  kagi: 'kagi.com',
  karma: 'karmasearch.org',
  lilo: 'search.lilo.org lilo.org',
  lycos: 'search.lycos.com',
  metager: 'metager.org metager.de',
  mojeek: 'mojeek.com mojeek.fr',
  naver: 'search.naver.com m.search.naver.com',
  orange: 'lemoteur.orange.fr lemoteur.fr r.orange.fr',
  qwant: '.qwant.com qwantjunior.com',
  seznam: 'search.seznam.cz',
  sfr: 'recherche.sfr.fr',
  sogou: '.sogou.com',
  startpage: '.startpage.com',
  swisscows: 'swisscows.com',
  yahoo: 'yahoo.com .search.yahoo.com search.yahoo.co.jp',
  yandex: '.yandex.ru .yandex.com .yandex.fr .yandex.kz .yandex.by .yandex.com.tr ya.ru',
  yep: 'yep.com',
}

/** The referrer's parameters that hold the words typed, where the engine does not call them `q`. */
export const termParameters: Record<string, string[]> = {
  baidu: ['wd', 'word'],
  free: ['q', 'qs'],
  naver: ['query'],
  orange: ['kw', 'q'],
  sogou: ['query'],
  yahoo: ['p', 'q'],
  yandex: ['text'],
}
