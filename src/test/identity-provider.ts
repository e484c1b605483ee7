import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'
import { afterAll } from 'vitest'

/** Somebody whom the provider knows. */
export type Known = { sub: string; email?: string; email_verified?: boolean; name?: string }

/**
 * A real OpenID Connect provider on loopback. Whoever is sent there is the one named by `sitting`; nobody: it refuses.
 * @param redirectUri where it sends people back to.
 */
export async function openIdentityProvider(redirectUri: string) {
  const client = { clientId: 'visavis', clientSecret: 'un-secret-de-client-pour-les-essais' }
  let serve = (_request: IncomingMessage, _response: ServerResponse) => {}
  const server = createServer((request, response) => serve(request, response))
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const people = new Map<string, Known>()
  let there: Known | undefined

  const provider = new Provider(issuer, {
    clients: [{ client_id: client.clientId, client_secret: client.clientSecret, redirect_uris: [redirectUri] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    cookies: { keys: ['essai'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    pkce: { required: () => true },
    findAccount: (_, sub) => {
      const known = people.get(sub)
      return known && { accountId: sub, claims: () => ({ ...known }) }
    },
    // Everything that is asked for is granted: this company's own program asks.
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({ clientId: oidc.client!.clientId, accountId: oidc.session!.accountId! })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  })
  const callback = provider.callback()
  serve = (request, response) => {
    const result = there ? { login: { accountId: there.sub, remember: false } } : { error: 'access_denied' }
    void (request.url?.startsWith('/interaction/')
      ? provider.interactionFinished(request, response, result)
      : callback(request, response))
  }
  const close = () =>
    new Promise<void>((closed) => {
      server.close(() => closed())
      server.closeAllConnections()
    })
  afterAll(close)

  return {
    issuer,
    ...client,
    /** Who is at the screen from now on. */
    sitting(known?: Known) {
      there = known
      if (known) people.set(known.sub, known)
    },
    close,
    /** Goes where a browser is sent, as far as it sends it back. @returns the query with which it comes back. */
    async visit(address: string): Promise<string> {
      const jar = new Map<string, string>()
      let url = new URL(address)
      while (url.origin === issuer) {
        const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
        const reply = await fetch(url, { headers: { cookie }, redirect: 'manual' })
        for (const one of reply.headers.getSetCookie()) {
          const [name = '', value = ''] = one.split(';')[0]!.split('=')
          jar.set(name, value)
        }
        const next = reply.headers.get('location')
        if (!next) throw new Error(`The provider answers ${reply.status}: ${await reply.text()}`)
        url = new URL(next, url)
      }
      return url.search
    },
  }
}
