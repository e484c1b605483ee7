import { useComputedColorScheme } from '@mantine/core'

/** The only colours of the product, also given to style sheets as `--ink`, `--accent-tint`… */
const light = {
  ink: '#1c1f26',
  soft: '#5d6472',
  line: '#e6e8ec',
  ground: '#fbfbfa',
  card: '#ffffff',
  accent: '#1f5f5b',
  accentTint: '#e3efed',
  team: '#6b5ca5',
  attention: '#b4541a',
  attentionTint: '#fbeee3',
  lost: '#a8323a',
}
export type Tokens = typeof light
const dark: Tokens = {
  ink: '#e9ebef',
  soft: '#9aa2b1',
  line: '#2b2f38',
  ground: '#14161b',
  card: '#1b1e25',
  accent: '#63b8b0',
  accentTint: '#1f3533',
  team: '#a99be0',
  attention: '#e39a5f',
  attentionTint: '#3a2a1d',
  lost: '#e57f86',
}
export const palettes = { light, dark }

/** Colours of the current theme, for what cannot read CSS variables: charts. */
export const useTokens = (): Tokens => palettes[useComputedColorScheme('light')]
