import { escaped, type Letter } from '#kernel/mail'
import type { Cell, Report } from './report.ts'
import type { Words } from './words.ts'

/** A report as a letter: its figures and its table; the page to print is beside it. */
export function reportLetter(
  report: Report,
  { words: { t }, link, endLink }: { words: Words; link: string; endLink: string },
): Pick<Letter, 'subject' | 'text' | 'html'> {
  const subject = t('reports.subject', { title: report.title, period: report.period })
  const shown = report.columns.flatMap((_, index) => (report.rows.some((row) => isText(row[index])) ? [index] : []))
  const figures = report.figures.map(({ label, value, note }) => `${label} : ${value}${note ? ` (${note})` : ''}`)
  const lines = report.rows.map((row) => shown.map((index) => plain(row[index])).join(' · '))
  const text = [
    subject,
    [report.org, ...report.filters].join(' · '),
    figures.join('\n'),
    lines.join('\n'),
    report.notes.join('\n'),
    `${t('reports.open')}\n${link}`,
    `${t('reports.why')}\n${endLink}`,
    '',
  ].join('\n\n')
  return { subject, text, html: htmlOf(report, { subject, shown, t, link, endLink }) }
}

const isText = (cell: Cell | undefined): cell is Extract<Cell, { text: string }> => cell !== undefined && 'text' in cell
const plain = (cell: Cell | undefined) => (isText(cell) ? `${cell.text}${cell.note ? ` (${cell.note})` : ''}` : '')

const soft = 'color:#5d6472'
const tones = { lost: 'color:#a03a2e', good: 'color:#1f5f5b', soft }

type Parts = { subject: string; shown: number[]; t: Words['t']; link: string; endLink: string }

function htmlOf(report: Report, { subject, shown, t, link, endLink }: Parts): string {
  const small = (text: string | undefined) => (text ? `<br><small style="${soft}">${escaped(text)}</small>` : '')
  const side = (index: number) => `text-align:${report.columns[index]!.align ?? 'left'};padding:6px 12px 6px 0`
  const figures = report.figures.map(
    ({ label, value, note }) =>
      `<td style="padding:0 24px 16px 0;vertical-align:top"><small style="${soft}">${escaped(label)}</small><br><b style="font-size:20px">${escaped(value)}</b>${small(note)}</td>`,
  )
  const heads = shown.map(
    (index) =>
      `<th scope="col" style="${side(index)};${soft};font-weight:400">${escaped(report.columns[index]!.head)}</th>`,
  )
  const rows = report.rows.map((row) => {
    const cells = shown.map((index) => {
      const cell = row[index]
      if (!isText(cell)) return `<td></td>`
      return `<td style="${side(index)};border-top:1px solid #e6e8ec;vertical-align:top;${cell.tone ? tones[cell.tone] : ''}">${escaped(cell.text)}${small(cell.note)}</td>`
    })
    return `<tr>${cells.join('')}</tr>`
  })
  const paragraphs = (texts: string[]) =>
    texts.map((text) => `<p style="margin:8px 0 0;${soft};font-size:12px">${escaped(text)}</p>`).join('')
  return `<!doctype html><html lang="fr"><body style="font:15px/1.5 system-ui,sans-serif;color:#1c1f26;background:#fbfbfa;padding:24px"><div style="max-width:720px;margin:auto;background:#fff;border:1px solid #e6e8ec;border-radius:8px;padding:24px">
<h1 style="font-size:18px;margin:0">${escaped(subject)}</h1><p style="margin:0 0 16px;${soft}">${escaped([report.org, ...report.filters].join(' · '))}</p>
<table role="presentation" style="border-collapse:collapse"><tr>${figures.join('')}</tr></table>
<table style="border-collapse:collapse;width:100%;font-size:14px"><tr>${heads.join('')}</tr>${rows.join('')}</table>
${paragraphs(report.notes)}
<p style="margin:24px 0 0"><a href="${escaped(link)}" style="color:#1f5f5b">${escaped(t('reports.open'))}</a></p>
<p style="margin:16px 0 0;font-size:12px;${soft}">${escaped(t('reports.why'))} <a href="${escaped(endLink)}" style="${soft}">${escaped(t('reports.end'))}</a></p></div></body></html>`
}
