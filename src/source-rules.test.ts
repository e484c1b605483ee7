import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

// What the sources must not contain, and the few places that may. Each is a way in which others were broken into; a rule
// that a reviewer would have to remember is one that is forgotten.

const root = new URL('../', import.meta.url)
const sources = globSync('{src,bin}/**/*.{ts,tsx,js}', { cwd: root })
  .filter((file) => !/\.(test|gen|check|laws)\.tsx?$|^src\/test\//.test(file))
  .map((file) => ({ file, code: readFileSync(new URL(file, root), 'utf8') }))

const rules: [rule: string, pattern: RegExp, allowed: string[]][] = [
  ['no text is run as code', /\beval\(|new Function\(|setTimeout\(\s*['"`]/, []],
  [
    'no text is taken for markup',
    /\.(inner|outer)HTML\b|insertAdjacentHTML|document\.write|dangerouslySetInnerHTML|createContextualFragment/,
    [],
  ],
  ['no command goes through a shell', /\b(exec|execSync)\(\s*['"`]|shell: ?true/, []],
  [
    'programs are started in few places, with their arguments as a list',
    /node:child_process/,
    [
      'bin/db-types.ts',
      'bin/modules.ts',
      'src/commands/web-build.ts',
      'src/daily-backup.ts',
      'src/kernel/db/embedded.ts',
      'src/kernel/db/service-user.ts',
    ],
  ],
  [
    'no page listens to messages of other windows',
    /postMessage|onmessage|(window|self)\.addEventListener\(\s*['"]message/,
    // Threads of the server and whoever started them.
    [
      'src/customer/calls/tally/tally-worker.ts',
      'src/customer/calls/tally/thread.ts',
      'src/kernel/tables/sheet-worker.ts',
      'src/kernel/tables/sheet.ts',
    ],
  ],
  [
    'chance that anybody could foresee guards nothing',
    /Math\.random/,
    ['src/engine/rules/fire.ts', 'src/engine/webhooks/deliver.ts'], // when to count firings; spreads retries
  ],
  [
    'hashes are SHA-256',
    /create(Hash|Hmac)\(\s*(?!'sha256')/,
    ['src/adapters/twiml/signature.ts', 'src/demo/outside.ts'], // HMAC-SHA1, as Twilio signs
  ],
  [
    'ciphers authenticate what they hide',
    /createCipheriv\((?!'aes-256-gcm')|createDecipheriv\((?!'aes-256-gcm')|createCipher\(/,
    [],
  ],
  [
    'cryptography is Node’s own, or age’s',
    /from '(?!node:crypto|age-encryption)[^']*(crypto|cipher|bcrypt|argon|jsonwebtoken|jose|forge)[^']*'/,
    [],
  ],
  [
    'patterns are ours, not made of what was sent',
    /new RegExp\((?!`\$\{spaced\}|`\\\\\+\?\\\\d)/,
    ['src/customer/tracking/collector.ts', 'src/kernel/config/index.ts'], // a list of crawlers; schemes of ours
  ],
  [
    'the server speaks to the outside through one client',
    /^import (?!type).* from 'node:https?'|from 'undici'|\bfetch\(/m,
    [
      'src/kernel/outgoing/exchange.ts',
      'src/doctor/public-address.ts', // our own address
      'src/kernel/files/s3.ts', // the store of whoever runs the house
      'src/demo/outside.ts', // the same
      'src/web/api/call.ts', // in the browser
      'src/widget/ask.ts',
      'src/answering/send.ts', // the same
    ],
  ],
  ['OpenTelemetry is loaded only when somebody asks for it', /^import (?!type).*@opentelemetry/m, []],
  ['certificates are asked for', /rejectUnauthorized: false|insecureHTTPParser/, ['src/doctor/public-address.ts']], // looks at a wrong one
  [
    'browsers keep a language and a choice of colours; a questionnaire begun; with consent, a visitor’s identifier',
    /localStorage|sessionStorage|indexedDB|document\.cookie/,
    [
      'src/answering/keep.ts',
      'src/web/i18n/language.ts',
      'src/web/main.tsx',
      'src/web/public/start.js',
      'src/widget/memory.ts',
    ],
  ],
  ['nothing hinders a password manager', /onPaste|autoComplete="off"[^>]*type="password"/, []],
]

test('there are sources', () => {
  expect(sources.length).toBeGreaterThan(300)
})

test.each(rules)('%s', (_, pattern, allowed) => {
  const found = sources.filter(({ code }) => pattern.test(code)).map(({ file }) => file)
  expect(found.filter((file) => !allowed.includes(file))).toEqual([])
  expect(
    allowed.filter((file) => !found.includes(file)),
    'allowed for nothing',
  ).toEqual([])
})
