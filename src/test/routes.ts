import type { FastifyInstance } from 'fastify'

export type Route = { method: string; path: string }

/** Every route of the server, those outside the contracts too, read from Fastify's drawing of its tree. */
export function routesOf(app: FastifyInstance): Route[] {
  const found: Route[] = []
  const prefixes: string[] = []
  for (const line of app.printRoutes({ commonPrefix: false }).split('\n')) {
    const [, indent, part, methods] = /^((?:[│ ] {3})*)[├└]── (\S+)(?: \(([A-Z, ]+)\))?$/.exec(line) ?? []
    if (indent === undefined || part === undefined) continue
    prefixes.splice(indent.length / 4, Infinity, part)
    for (const method of methods?.split(', ') ?? []) found.push({ method, path: prefixes.join('') })
  }
  return found
}
