import { expect, test } from 'vitest'
import { dialReply, emptyReply } from './reply.ts'

const dial = { to: '+33199000003', actionUrl: 'https://hooks.exemple.fr/fin?site=12&appel=CA1', timeoutSeconds: 25 }

test('rings a number and asks to be told how it ended', () => {
  expect(dialReply(dial)).toBe(
    '<?xml version="1.0" encoding="UTF-8"?><Response>' +
      '<Dial answerOnBridge="true" timeout="25" action="https://hooks.exemple.fr/fin?site=12&amp;appel=CA1" method="POST">' +
      '<Number>+33199000003</Number></Dial></Response>',
  )
})

test('presents another number on demand', () => {
  expect(dialReply({ ...dial, callerId: '+33199000002' })).toContain(' callerId="+33199000002" ')
})

test('nothing can leave its place in the XML', () => {
  const reply = dialReply({ ...dial, to: '1</Number><Hangup/>', actionUrl: `"'><Hangup/>&` })
  expect(reply).toContain('<Number>1&lt;/Number&gt;&lt;Hangup/&gt;</Number>')
  expect(reply).toContain('action="&quot;&apos;&gt;&lt;Hangup/&gt;&amp;"')
})

test('an empty reply is still a response', () => {
  expect(emptyReply()).toBe('<?xml version="1.0" encoding="UTF-8"?><Response></Response>')
})
