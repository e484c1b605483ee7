/** What a refusal is known by: its status and its code. */
export const codeOf = async (reply: Response): Promise<[status: number, code: string | undefined]> => [
  reply.status,
  ((await reply.json()) as { code?: string }).code,
]

/** The cookies that a browser would send back. */
export const cookiesOf = (reply: Response): string =>
  reply.headers
    .getSetCookie()
    .map((one) => one.split(';')[0]!)
    .filter((one) => !one.endsWith('='))
    .join('; ')
