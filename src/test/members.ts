import { addMember } from '#kernel/auth'
import type { Role } from '#kernel/auth/contract'
import { cookiesOf } from './answers.ts'
import type { Client, TestServer } from './server.ts'

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

/** People of a test server who come in by their password, as from a browser. */
export function membersOf(house: TestServer) {
  const password = 'motdepasse-long'
  let made = 0
  const holding =
    (cookie: string): Client =>
    (path, init = {}) =>
      house.anonymous(path, { ...init, headers: { ...init.headers, cookie } })
  const signIn = (email: string, headers: Record<string, string> = {}) =>
    house.anonymous('/api/session', { body: { email, password }, headers })
  return {
    password,
    somebody: async (role: Role = 'adviser', orgId = house.orgId) => {
      const email = `membre-${(made += 1)}@exemple.fr`
      const me = await house.db.atGate((tx) => addMember(tx, { orgId, email, name: `Membre ${made}`, password, role }))
      return { email, id: me.userId }
    },
    /** Asks with these cookies. */
    holding,
    signIn,
    enter: async (email: string, userAgent = firefox) =>
      holding(cookiesOf(await signIn(email, { 'user-agent': userAgent }))),
  }
}
