import { createTheme, defaultVariantColorsResolver, type CSSVariablesResolver } from '@mantine/core'
import { palettes, type Tokens } from './tokens.ts'

const overlaid = {
  padding: 'lg',
  overlayProps: { backgroundOpacity: 0.35 },
  styles: { title: { fontWeight: 600 } },
} as const

export const theme = createTheme({
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontSizes: { xs: '12px', sm: '14px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.45', lg: '1.45', xl: '1.3' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '8px', xl: '8px' },
  defaultRadius: 'md',
  shadows: { xs: 'none', sm: 'none', md: 'none', lg: 'none', xl: 'none' },
  colors: {
    accent: [
      '#e3efed',
      '#c8e0dc',
      '#a5cdc7',
      '#84bab2',
      '#63b8b0',
      '#3f8d86',
      '#1f5f5b',
      '#1a514d',
      '#154340',
      '#103533',
    ],
  },
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 4 },
  cursorType: 'pointer',
  respectReducedMotion: true,
  variantColorResolver: (input) => {
    const colours = defaultVariantColorsResolver(input)
    return input.variant === 'filled' ? { ...colours, color: 'var(--on-accent)' } : colours
  },
  // By name: the components themselves come with the screens that use them.
  components: {
    Notification: { defaultProps: { withBorder: true } },
    Modal: { defaultProps: { centered: true, ...overlaid } },
    Drawer: { defaultProps: overlaid },
    InputWrapper: { styles: { label: { marginBottom: 4 }, description: { marginBottom: 4 } } },
    SegmentedControl: { defaultProps: { withItemsBorders: false } },
  },
})

/** Our tokens, and the kit's own variables said in them. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: { ...declared(palettes.light), '--on-accent': '#ffffff', ...kit, '--mantine-color-gray-4': fieldLimit },
  dark: {
    ...declared(palettes.dark),
    '--on-accent': '#10201f',
    ...kit,
    '--mantine-color-dark-4': fieldLimit,
    '--mantine-color-dark-5': 'var(--line)',
    '--mantine-color-dark-6': 'var(--card)',
    '--mantine-color-dark-7': 'var(--card)',
    '--mantine-color-dark-8': 'var(--ground)',
  },
})

const declared = (tokens: Tokens) =>
  Object.fromEntries(
    Object.entries(tokens).map(([name, colour]) => [
      `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
      colour,
    ]),
  )

// A field's limit is seen at 3:1 (WCAG 1.4.11), which the hairline is not.
const fieldLimit = 'color-mix(in srgb, var(--soft) 75%, var(--card))'

const kit = {
  '--mantine-color-body': 'var(--card)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-bright': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--soft)',
  '--mantine-color-placeholder': 'var(--soft)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-error': 'var(--lost)',
  // The kit's own, lighter or darker by a step, are too near the words on them.
  '--mantine-color-accent-filled-hover': 'color-mix(in srgb, var(--accent) 88%, var(--ink))',
  '--mantine-color-red-filled': 'var(--lost)',
  '--mantine-color-red-filled-hover': 'color-mix(in srgb, var(--lost) 88%, var(--ink))',
  '--mantine-color-default': 'var(--card)',
  '--mantine-color-default-hover': 'var(--ground)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line)',
  '--mantine-color-accent-light': 'var(--accent-tint)',
  '--mantine-color-accent-light-color': 'var(--accent)',
  '--mantine-color-accent-outline': 'var(--accent)',
  '--mantine-primary-color-contrast': 'var(--on-accent)',
}
