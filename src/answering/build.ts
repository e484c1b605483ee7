import { build } from 'esbuild'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

const here = (name: string) => join(import.meta.dirname, name)

/** The page at which questionnaires are answered: its script and its style, to be written into the page itself, so that a poor network has one thing to fetch. */
export async function buildAnsweringPage(): Promise<{ script: string; style: string }> {
  const { outputFiles } = await build({
    entryPoints: [here('main.tsx')],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target: 'es2020',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    tsconfigRaw: {},
    legalComments: 'none',
    // Nothing in it may end the element that it is written into.
    supported: { 'inline-script': false },
  })
  const { outputFiles: styles } = await build({
    stdin: { contents: await readFile(here('page.css'), 'utf8'), loader: 'css' },
    write: false,
    minify: true,
  })
  return { script: outputFiles[0]!.text, style: styles[0]!.text }
}
