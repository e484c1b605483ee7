import type { Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'

export type Received = {
  to: string[]
  messageId: string
  subject: string
  /** The whole header, one line per field. */
  head: string
  /** Long lines put together again. */ raw: string
}

/** What the server answers once a letter's whole text has come. */
export type Manner = 'accept' | 'later' | 'drop'

/**
 * A mail server that keeps what it receives. `drop` keeps the letter and cuts the line instead of saying yes: the sender
 * cannot know. Without a `port`, a free one.
 */
export async function openSmtp(port = 0) {
  const letters: Received[] = []
  let manner: Manner = 'accept'
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    closeTimeout: 100,
    onData(stream, session, done) {
      const arrived = (raw: string) => {
        if (manner === 'later') return done(Object.assign(new Error('Try again later'), { responseCode: 451 }))
        letters.push(read(raw, session))
        if (manner === 'accept') return done()
        lines.get(session.remotePort)?.destroy()
      }
      text(stream).then(arrived, () => {}) // a sender killed in the middle of its letter has sent none
    },
  })
  const lines = new Map<number | undefined, Socket>()
  server.server.on('connection', (line: Socket) => lines.set(line.remotePort, line))
  server.on('error', () => {}) // lines that are cut
  await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready))
  const at = (server.server.address() as { port: number }).port
  return {
    letters,
    port: at,
    url: `smtp://127.0.0.1:${at}`,
    become: (next: Manner) => void (manner = next),
    close: () => new Promise<void>((closed) => server.close(closed)),
  }
}

function read(raw: string, { envelope }: SMTPServerSession): Received {
  const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replaceAll(/\r\n[ \t]+/g, ' ')
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1]?.trim() ?? ''
  return {
    to: envelope.rcptTo.map(({ address }) => address),
    messageId: field('Message-ID'),
    subject: field('Subject'),
    head,
    raw: raw.replaceAll('=\r\n', ''),
  }
}

/** The two parts of a letter, out of their quoted-printable or base64. */
export function decoded(raw: string): { plain: string; html: string } {
  const part = (type: string) => {
    const [, head = '', body = ''] =
      new RegExp(`(Content-Type: ${type}[\\s\\S]*?)\r\n\r\n([\\s\\S]*?)\r\n--`).exec(raw) ?? []
    if (head.includes('base64')) return Buffer.from(body, 'base64').toString()
    const bytes = body
      .replaceAll('=\r\n', '')
      .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    return head.includes('quoted-printable') ? Buffer.from(bytes, 'latin1').toString() : body
  }
  return { plain: part('text/plain'), html: part('text/html') }
}
