import { expect, test } from 'vitest'
import type { ServerResponse } from 'node:http'
import { OWN, PAIRS, SHOWN, becomes, open, page, settled, site, textOf } from './widget-page.ts'

const shifts = () => page.evaluate(() => (window as never as { shifts: number[] }).shifts)

test.each<[string, (res: ServerResponse) => void]>([
  ['fails', (res) => res.writeHead(500).end('{"code":"oops"}')],
  ['hangs up', (res) => res.destroy()],
  ['answers nonsense', (res) => res.end('<html>')],
  ['answers nonsense pairs', (res) => res.end('{"n":[{}, null]}')],
])('when the server %s the page keeps its number', async (_, answer) => {
  site.answer(() => answer)
  const over = page.waitForEvent('requestfinished').catch(() => {})
  await open(`<p id=n>${OWN}</p>`)
  await over
  await expect.poll(() => site.visits.length).toBe(1)
  await settled()
  expect(await textOf('#n')).toBe(OWN)
})

test('when the server is late the page keeps its number, for good', async () => {
  let late: ServerResponse | undefined
  site.answer(() => (res) => void (late = res))
  await page.clock.install()
  const given = page.waitForEvent('requestfailed')
  await open(`<p id=n>${OWN}</p>`)
  await expect.poll(() => late).toBeDefined()
  await page.clock.runFor(1500)
  await given
  late?.end(JSON.stringify({ n: PAIRS }))
  await settled()
  expect(await textOf('#n')).toBe(OWN)
})

test('every place that is not text for people stays as it is', async () => {
  site.answer(() => ({ n: PAIRS }))
  const kept = `<textarea>${OWN}</textarea><input value="${OWN}"><div contenteditable><i>${OWN}</i></div>
    <script type="application/ld+json">{"telephone":"+33199001234"}</script><script>var tel = "${OWN}"</script>
    <style>b::after{content:"${OWN}"}</style><noscript>${OWN}</noscript><svg><text>${OWN}</text></svg>
    <div data-visavis-ignore>${OWN} <a href="tel:+33199001234">${OWN}</a></div><p>001990012345</p>`
  await open(`<div id=kept>${kept}</div><p id=n>${OWN}</p>`)
  const before = await page.evaluate(() => document.getElementById('kept')?.innerHTML)
  await becomes('#n', SHOWN)
  expect(await page.evaluate(() => document.getElementById('kept')?.innerHTML)).toBe(before)
  expect(before).toContain('"telephone":"+33199001234"')
  await page.evaluate((own) => {
    document.querySelector('[data-visavis-ignore]')?.append(own)
    document.querySelector('#n')?.append(' ', own)
  }, OWN)
  await becomes('#n', `${SHOWN} ${SHOWN}`)
  expect(await page.locator('[data-visavis-ignore]').innerText()).not.toContain(SHOWN)
  expect(await page.title()).toBe('Exemple')
})

test('every writing, split elements and links are swapped in their own writing', async () => {
  site.answer(() => ({ n: PAIRS }))
  await open(`<ul id=list><li>01 99 00 12 34<li>01.99.00.12.34<li>01&nbsp;99&nbsp;00&nbsp;12&nbsp;34
    <li>01&#8239;99&#8239;00&#8239;12&#8239;34<li>0199001234<li>+33 (0)1 99 00 12 34<li>0033199001234</ul>
    <p id=split><b>01</b> 99 <span>00 <i>1</i></span>2 <span>3</span>4, merci</p>
    <p id=cut>+33 <b>1</b><span> 99 00 12 34</span></p>
    <div id=links><a href="tel:+33199001234">A</a><a href="tel:01 99 00 12 34">B</a>
    <a href="TEL:01%2099%2000%2012%2034">C</a><a href="/tel/0199001234">D</a></div>`)
  await becomes('#split', '03 53 01 00 42, merci')
  expect(await page.innerHTML('#split')).toBe('<b>03</b> 53 <span>01 <i>0</i></span>0 <span>4</span>2, merci')
  expect(await textOf('#cut')).toBe('+33 3 53 01 00 42')
  expect(await page.locator('#list li').allTextContents()).toEqual([
    '03 53 01 00 42',
    '03.53.01.00.42',
    '03\u00a053\u00a001\u00a000\u00a042\n    ',
    '03\u202f53\u202f01\u202f00\u202f42',
    '0353010042',
    '+33 (0)3 53 01 00 42',
    '0033353010042',
  ])
  const links = await page.locator('#links a').evaluateAll((links) => links.map((link) => link.getAttribute('href')))
  expect(links).toEqual(['tel:+33353010042', 'tel:03 53 01 00 42', 'TEL:03 53 01 00 42', '/tel/0199001234'])
  expect(site.visits).toHaveLength(1)
})

test('late content, texts written again and new links are swapped before they are painted', async () => {
  site.answer(() => ({ n: PAIRS }))
  await open(`<p id=n>${OWN}</p><div id=late></div>`)
  await becomes('#n', SHOWN)
  const late = await page.evaluate(async (own) => {
    const box = document.getElementById('late') as HTMLElement
    box.innerHTML = `<p>${own}</p><a href="tel:0199001234">x</a><b>01</b><i> 99 00 </i>`
    box.append('12 34')
    await Promise.resolve()
    const seen = [box.textContent, box.querySelector('a')?.getAttribute('href')]
    const text = box.firstChild?.firstChild
    if (text) text.nodeValue = `Appelez le ${own}`
    box.querySelector('a')?.setAttribute('href', 'tel:+33 1 99 00 12 34')
    await Promise.resolve()
    return [...seen, box.firstChild?.textContent, box.querySelector('a')?.getAttribute('href')]
  }, OWN)
  expect(late).toEqual([`${SHOWN}x${SHOWN}`, 'tel:0353010042', `Appelez le ${SHOWN}`, 'tel:+33 3 53 01 00 42'])
})

test('a page still arriving is swapped as it comes', async () => {
  site.answer(() => ({ n: PAIRS }))
  let rest: ServerResponse | undefined
  site.page('/lente', (res) => {
    res.write(
      `<!doctype html><title>Exemple</title>${site.snippet()}<body><p id=n>${OWN}</p><div id=cells><div>01 99</div>`,
    )
    rest = res
  })
  await page.goto(`${site.url}/lente`, { waitUntil: 'commit' })
  await becomes('#n', SHOWN)
  rest?.end(`<div>00 12 34</div></div><p id=m>${OWN}</p>`)
  await becomes('#m', SHOWN)
  await becomes('#cells', '03 5301 00 42')
})

test('another script that puts the number back does not freeze the page', async () => {
  site.answer(() => ({ n: PAIRS }))
  await open(`<p id=n>${OWN}</p><script>
    new MutationObserver(() => { if (n.textContent !== '${OWN}') n.textContent = '${OWN}' })
      .observe(n, { childList: true, characterData: true, subtree: true })</script>`)
  await expect.poll(() => site.visits.length).toBe(1)
  await settled()
  expect(await page.evaluate(() => 1 + 1)).toBe(2)
})

test('swapping shifts nothing', async () => {
  site.answer(() => ({ n: PAIRS }))
  await page.addInitScript(() => {
    const shifts: number[] = ((window as never as { shifts: number[] }).shifts = [])
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as never as { value: number }).value)
    }).observe({ type: 'layout-shift', buffered: true })
  })
  const { promise: held, resolve: free } = Promise.withResolvers<void>()
  site.answer(() => held.then(() => ({ n: PAIRS })))
  await open(`<header style="display:flex;gap:2em"><b id=n>${OWN}</b><nav>Accueil Contact</nav></header>
    <p style="width:20em">Notre équipe répond au ${OWN} du lundi au vendredi.</p><div id=end>Fin de la page</div>`)
  await settled()
  free()
  await becomes('#n', SHOWN)
  await settled()
  expect(await shifts()).toEqual([])
  // The meter works.
  await page.evaluate(() => document.body.prepend(Object.assign(document.createElement('h1'), { textContent: 'Bas' })))
  await settled()
  await expect.poll(async () => (await shifts()).length).toBeGreaterThan(0)
})
