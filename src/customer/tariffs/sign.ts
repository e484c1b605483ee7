import type { Colour } from '#shared/phone'
import type { Price } from './price.ts'

const nbsp = '\u00a0'
const euros = (cents: number) =>
  `${(cents / 100).toLocaleString('fr-FR', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}${nbsp}€`

/** What the sign beside a special number says. It is French by law, in every language of the screens. */
export function signOf({ model, colour, rate, basis }: Price): string {
  if (colour === 'green') return 'Service & appel gratuits'
  if (colour === 'grey') return 'Service gratuit + prix appel'
  if (!rate || basis !== 'rate') return 'Service payant + prix appel'
  return `Service ${euros(rate.cents)} / ${model === 'per_call' ? 'appel' : 'min'} + prix appel`
}

/**
 * What is said before a surcharged call begins, while nothing is charged yet.
 * @returns null where the law asks for nothing, or the number's own price is not known.
 */
export function announcementOf({ colour, rate, basis }: Price): string | null {
  if (colour !== 'purple' || !rate || basis !== 'rate') return null
  const unit = rate.per === 'call' ? 'par appel' : 'par minute'
  return `Le service que vous appelez est facturé ${spoken(rate.cents)} ${unit}, en plus du prix d’un appel. Pour ne rien payer, raccrochez avant le signal.`
}

/** Euros and cents as they are read aloud. */
function spoken(cents: number): string {
  const [whole, rest] = [Math.floor(cents / 100), cents % 100]
  const parts = [
    ...(whole > 0 ? [`${whole} euro${whole > 1 ? 's' : ''}`] : []),
    ...(rest > 0 ? [whole > 0 ? String(rest) : `${rest} centime${rest > 1 ? 's' : ''}`] : []),
  ]
  return parts.join(' ')
}

const grounds: Record<Colour, string> = { green: '#00823b', grey: '#5f6670', purple: '#8c1d82', unknown: '#5f6670' }
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

/** The sign to print: the number on its colour, the price beside it. Sizes in units that scale. */
export function drawSign(display: string, price: Price): string {
  const [number, text] = [escaped(display), escaped(signOf(price))]
  const ground = grounds[price.colour ?? 'unknown']
  const [left, right] = [60 + display.length * 22, 48 + signOf(price).length * 11.5]
  const width = Math.round(left + right)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} 80" width="${width}" height="80" role="img" aria-label="${number}, ${text}">
<rect x="1" y="1" width="${width - 2}" height="78" fill="#fff" stroke="${ground}" stroke-width="2"/>
<path d="M0 0H${left}L${left + 16} 40L${left} 80H0Z" fill="${ground}"/>
<g font-family="Arial, Helvetica, sans-serif" font-weight="700">
<text x="${left / 2}" y="52" font-size="36" fill="#fff" text-anchor="middle" textLength="${left - 40}" lengthAdjust="spacingAndGlyphs">${number}</text>
<text x="${left + 28}" y="47" font-size="20" fill="${ground}" textLength="${right - 44}" lengthAdjust="spacingAndGlyphs">${text}</text>
</g>
</svg>
`
}
