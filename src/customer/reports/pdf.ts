import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { buffer } from 'node:stream/consumers'
import Pdf from 'pdfkit'
import type { Cell, Column, Report, Row } from './report.ts'

const require = createRequire(import.meta.url)
const font = (weight: number) =>
  readFileSync(require.resolve(`@fontsource/inter/files/inter-latin-${weight}-normal.woff`))
const fonts = { plain: font(400), strong: font(600) }

const colours = {
  ink: '#1c1f26',
  soft: '#5d6472',
  line: '#e6e8ec',
  accent: '#1f5f5b',
  lost: '#a03a2e',
  good: '#1f5f5b',
}
const margin = 42
const sizes = { text: 9, note: 7.5 }
const gap = 8
/** The font has no narrow no-break space, which French puts in its numbers. */
const written = (text: string) => text.replaceAll('\u202f', '\u00a0')
type Doc = InstanceType<typeof Pdf>
type Element = ReturnType<Doc['struct']>

/**
 * A report on A4, for paper and for whoever hears it read: the document is tagged, and its language told.
 * @param made when, in words.
 */
export function toPdf(report: Report, { language, made }: { language: string; made: string }): Promise<Buffer> {
  const doc = new Pdf({
    size: 'A4',
    margins: { top: margin, bottom: margin, left: margin, right: margin },
    bufferPages: true,
    tagged: true,
    lang: language,
    displayTitle: true,
    pdfVersion: '1.7',
    // By the day: the same figures make the same page.
    info: {
      CreationDate: new Date(new Date().toISOString().slice(0, 10)),
      Title: `${report.title} · ${report.org} · ${report.period}`,
      Author: report.org,
    },
  })
  doc.registerFont('plain', fonts.plain).registerFont('strong', fonts.strong)
  const root = doc.struct('Document')
  doc.addStructure(root)
  root.add(doc.struct('H1', {}, () => drawHead(doc, report)))
  root.add(doc.struct('P', {}, () => drawFigures(doc, report)))
  const table = doc.struct('Table')
  root.add(table)
  drawTable(doc, report, table)
  table.end()
  root.add(doc.struct('P', {}, () => drawNotes(doc, report.notes)))
  root.end()
  drawFeet(doc, `${report.org} · ${report.title} · ${made}`)
  doc.end()
  return buffer(doc)
}

const width = (doc: Doc) => doc.page.width - 2 * margin
const bottom = (doc: Doc) => doc.page.height - margin - 18

function drawHead(doc: Doc, { title, org, period, filters }: Report) {
  doc.font('plain').fontSize(sizes.text).fillColor(colours.soft).text(org)
  doc.font('strong').fontSize(18).fillColor(colours.ink).text(title)
  doc
    .font('plain')
    .fontSize(10)
    .fillColor(colours.soft)
    .text(written([period, ...filters].join(' · ')))
  doc.moveDown(1)
}

function drawFigures(doc: Doc, { figures }: Report) {
  const each = width(doc) / figures.length
  const top = doc.y
  let end = top
  for (const [index, { label, value, note }] of figures.entries()) {
    const [x, within] = [margin + index * each, { width: each - gap }]
    doc.font('plain').fontSize(sizes.note).fillColor(colours.soft).text(label, x, top, within)
    doc
      .font('strong')
      .fontSize(16)
      .fillColor(colours.ink)
      .text(written(value), x, doc.y + 1, within)
    if (note) doc.font('plain').fontSize(sizes.note).fillColor(colours.soft).text(written(note), x, doc.y, within)
    end = Math.max(end, doc.y)
  }
  doc.x = margin
  doc.y = end + 18
}

function drawTable(doc: Doc, { columns, rows }: Report, table: Element) {
  const head = columns.map(({ head: text }): Cell => ({ text, tone: 'soft' }))
  drawRow(doc, columns, head, { table, as: 'TH' })
  for (const row of rows) {
    if (doc.y + heightOf(doc, columns, row) > bottom(doc)) {
      doc.addPage()
      drawRow(doc, columns, head, { table, as: 'TH' })
    }
    drawRow(doc, columns, row, { table, as: 'TD' })
  }
  doc.moveDown(1)
}

const widthOf = (doc: Doc, { share }: Column) => share * width(doc) - gap

function heightOf(doc: Doc, columns: Column[], row: Row): number {
  const heights = row.map((cell, index) => {
    if ('rate' in cell) return 12
    const within = { width: widthOf(doc, columns[index]!) }
    const text = doc.font('plain').fontSize(sizes.text).heightOfString(written(cell.text), within)
    return text + (cell.note ? doc.fontSize(sizes.note).heightOfString(written(cell.note), within) : 0)
  })
  return Math.max(...heights) + gap
}

function drawRow(doc: Doc, columns: Column[], row: Row, { table, as }: { table: Element; as: 'TH' | 'TD' }) {
  const [top, height] = [doc.y, heightOf(doc, columns, row)]
  const line = doc.struct('TR')
  table.add(line)
  let x = margin
  for (const [index, cell] of row.entries()) {
    const column = columns[index]!
    const place = { x, y: top + gap / 2, width: widthOf(doc, column), align: column.align ?? ('left' as const) }
    line.add(doc.struct(as, {}, () => ('rate' in cell ? drawRate(doc, cell, place) : drawWords(doc, cell, place))))
    x += column.share * width(doc)
  }
  line.end()
  const y = top + height
  doc.markContent('Artifact')
  doc
    .moveTo(margin, y)
    .lineTo(margin + width(doc), y)
    .lineWidth(0.5)
    .strokeColor(colours.line)
    .stroke()
  doc.endMarkedContent()
  doc.x = margin
  doc.y = y
}

type Place = { x: number; y: number; width: number; align: 'left' | 'right' }

function drawWords(doc: Doc, { text, note, tone }: Extract<Cell, { text: string }>, { x, y, ...within }: Place) {
  doc
    .font('plain')
    .fontSize(sizes.text)
    .fillColor(colours[tone ?? 'ink'])
  doc.text(written(text), x, y, within)
  if (note) doc.fontSize(sizes.note).fillColor(colours.soft).text(written(note), x, doc.y, within)
}

function drawRate(doc: Doc, { rate, least, mean }: Extract<Cell, { rate: unknown }>, place: Place) {
  const at = (share: number) => place.x + (place.width * (share - least)) / (1 - least || 1)
  const y = place.y + 6
  if (mean !== null)
    doc
      .moveTo(at(mean), y - 7)
      .lineTo(at(mean), y + 7)
      .lineWidth(0.75)
      .strokeColor(colours.line)
      .stroke()
  if (!rate) return
  doc.moveTo(at(rate.low), y).lineTo(at(rate.high), y).lineWidth(1.5).strokeColor(colours.accent).stroke()
  doc.circle(at(rate.value), y, 2.5).fill(colours.accent)
}

function drawNotes(doc: Doc, notes: string[]) {
  doc.font('plain').fontSize(sizes.note).fillColor(colours.soft)
  for (const note of notes) doc.text(written(note), margin, doc.y, { width: width(doc) })
}

function drawFeet(doc: Doc, text: string) {
  const { count } = doc.bufferedPageRange()
  for (let page = 0; page < count; page += 1) {
    doc.switchToPage(page)
    // Below the margin, where text would otherwise go to a new page.
    doc.page.margins.bottom = 0
    const y = doc.page.height - margin
    doc.markContent('Artifact', { type: 'Pagination' })
    doc.font('plain').fontSize(sizes.note).fillColor(colours.soft)
    doc.text(text, margin, y, { width: width(doc) - 40, lineBreak: false })
    doc.text(`${page + 1} / ${count}`, margin, y, { width: width(doc), align: 'right', lineBreak: false })
    doc.endMarkedContent()
  }
}
