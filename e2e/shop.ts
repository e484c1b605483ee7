import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The shop's own number, as its pages write it. */
export const ownNumber = '02 61 91 00 00'
export const ownAddress = 'tel:+33261910000'
/** Its second one, for those who have bought already. */
export const supportNumber = '02 61 91 00 99'

const titles: Record<string, string> = { '/': 'Accueil', '/tarifs': 'Nos tarifs', '/contact': 'Nous joindre' }

/** The website of a customer of ours, on an origin of its own; it carries what is pasted. */
export async function openShop() {
  let pasted = ''
  const server = createServer(({ url = '/' }, response) => {
    const title = titles[url.split('?')[0]!]
    response.statusCode = title ? 200 : 404
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(`<!doctype html><html lang="fr"><title>${title}</title><body><h1>${title}</h1>
      <p>Appelez-nous au <b id="number">${ownNumber}</b> ou <a id="link" href="${ownAddress}">d’un clic</a>.</p>
      <p>Déjà client ? <b id="support">${supportNumber}</b></p>
      <nav><a href="/">Accueil</a> <a href="/tarifs">Nos tarifs</a> <a href="/contact">Nous joindre</a></nav>
      ${pasted}</body></html>`)
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const host = `localhost:${(server.address() as AddressInfo).port}`
  return {
    host,
    url: `http://${host}`,
    paste: (snippet: string) => void (pasted = snippet),
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
