import * as oidc from 'openid-client'
import type { Outgoing } from '#kernel/outgoing'
import { DomainError, forbidden } from '#shared/errors'

/** What is known of a provider, its secret in clear. */
export type Provider = {
  issuer: string
  clientId: string
  /** Not needed to ask what it offers. */ clientSecret?: string
}
/** What must be there again when the browser comes back. */
export type Expected = { state: string; nonce: string; verifier: string }
/** Who the provider says that somebody is. */
export type Claims = { subject: string; email?: string; isEmailVerified: boolean; name?: string }

const longestAnswer = 256 * 1024
const timeoutMs = 10_000

/** Everything that is asked of a provider goes the one way out, which reaches no private address. */
const through =
  (outgoing: Outgoing): oidc.CustomFetch =>
  async (url, { headers, body }) => {
    // The library posts forms only.
    const sent = body instanceof URLSearchParams ? body.toString() : undefined
    const answer = await outgoing.ask({ url, headers, body: sent, maxBytes: longestAnswer, timeoutMs })
    const shown = Object.entries(answer.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)] as [string, string]],
    )
    return new Response(answer.body.length > 0 ? new Uint8Array(answer.body) : null, {
      status: answer.status,
      headers: shown,
    })
  }

/** Basic is what every provider takes unless it says otherwise (OpenID Connect Discovery 1.0, section 3). */
const prove = (secret: string): oidc.ClientAuth => {
  const [basic, post] = [oidc.ClientSecretBasic(secret), oidc.ClientSecretPost(secret)]
  return (server, ...others) =>
    (server.token_endpoint_auth_methods_supported?.includes('client_secret_basic') === false ? post : basic)(
      server,
      ...others,
    )
}

/** A provider on the same machine is asked without TLS: nobody is in between. */
const isHere = ({ hostname }: URL) => ['localhost', '127.0.0.1', '[::1]'].includes(hostname)

/**
 * Reads a provider's configuration.
 * @throws {DomainError} `identity_provider.not_found_there` (422) where there is none; {@link OutgoingError}.
 */
export async function discover(
  outgoing: Outgoing,
  { issuer, clientId, clientSecret }: Provider,
): Promise<oidc.Configuration> {
  const server = new URL(issuer)
  return oidc
    .discovery(server, clientId, undefined, clientSecret ? prove(clientSecret) : oidc.None(), {
      [oidc.customFetch]: through(outgoing),
      // The signature of what it says is checked, whatever the connection.
      execute: [oidc.enableNonRepudiationChecks, ...(isHere(server) ? [oidc.allowInsecureRequests] : [])],
    })
    .catch((error: unknown) => {
      throw known(error) ?? new DomainError(422, 'identity_provider.not_found_there', { issuer })
    })
}

/**
 * Where to send the browser, and what it must come back with. Authorization code with PKCE (RFC 7636).
 * @throws {DomainError} `single_sign_on.failed` (502): the provider's own address for it is none of the web.
 */
export async function begin(
  config: oidc.Configuration,
  redirectUri: string,
): Promise<{ address: string; expected: Expected }> {
  const verifier = oidc.randomPKCECodeVerifier()
  const [state, nonce] = [oidc.randomState(), oidc.randomNonce()]
  const parameters = {
    redirect_uri: redirectUri,
    scope: 'openid email profile',
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  }
  try {
    return { address: oidc.buildAuthorizationUrl(config, parameters).href, expected: { state, nonce, verifier } }
  } catch (error) {
    throw Object.assign(new DomainError(502, 'single_sign_on.failed'), { cause: error })
  }
}

/**
 * Exchanges what the browser came back with for who somebody is.
 * @param back the whole address that it came back to.
 * @throws {DomainError} `single_sign_on.refused` (403) by the provider, `single_sign_on.failed` (502): what came back, or
 *   what the provider answers, is not what it should be; {@link OutgoingError}.
 */
export async function finish(
  config: oidc.Configuration,
  back: URL,
  { state, nonce, verifier }: Expected,
): Promise<Claims> {
  const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true }
  try {
    const tokens = await oidc.authorizationCodeGrant(config, back, checks)
    const said: Record<string, unknown> & { sub: string } = tokens.claims()!
    const more =
      said['email'] || !config.serverMetadata().userinfo_endpoint
        ? {}
        : await oidc.fetchUserInfo(config, tokens.access_token, said.sub)
    const { email, email_verified, name }: Record<string, unknown> = { ...said, ...more }
    return {
      subject: said.sub,
      email: typeof email === 'string' ? email.trim().toLowerCase() : undefined,
      isEmailVerified: email_verified === true,
      name: typeof name === 'string' && name.trim() ? name.trim().slice(0, 120) : undefined,
    }
  } catch (error) {
    if (error instanceof oidc.AuthorizationResponseError) throw forbidden('single_sign_on.refused')
    throw known(error) ?? Object.assign(new DomainError(502, 'single_sign_on.failed'), { cause: error })
  }
}

/** A refusal of ours that went through the library. */
function known(error: unknown): DomainError | undefined {
  if (error instanceof DomainError) return error
  const { cause } = error as { cause?: unknown }
  return cause instanceof DomainError ? cause : undefined
}
