import './tokens.css'
import '@fontsource-variable/inter/index.css'
import '@mantine/core/styles.layer.css'
import '@mantine/dates/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import '@mantine/spotlight/styles.layer.css'
import { setNonce } from 'get-nonce'
import { createRoot } from 'react-dom/client'
import { loadLanguage } from '#web/i18n'
import { App } from './app.tsx'

// A screen that a new version has replaced is no longer there to be read: the page starts again, once.
window.addEventListener('vite:preloadError', () => {
  const again = `again ${location.pathname}`
  if (sessionStorage.getItem(again)) return
  sessionStorage.setItem(again, 'yes')
  location.reload()
})

await loadLanguage()
// What writes style elements of its own, the kit and what keeps a page from scrolling, shows the page's nonce.
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''
setNonce(nonce)
const root = document.getElementById('root')
if (root) createRoot(root).render(<App nonce={nonce} />)
