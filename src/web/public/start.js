// Before the first paint, so that a dark screen does not start white. The key is the one of Mantine.
const chosen = localStorage.getItem('mantine-color-scheme-value')
const isDark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
document.documentElement.dataset.mantineColorScheme = isDark ? 'dark' : 'light'

// The server's policy forbids code made at run time: Zod does without it. Its `z.config()` would come too late,
// once the contracts are built.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } })
