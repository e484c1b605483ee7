export type State = 'ok' | 'attention' | 'fault'

/**
 * What a check has found. Its sentence, with the mend, is `doctor.<check>.<reason>` in `locales/`, and may use `params`.
 * `attention`: it works, and will not for ever, or not for everybody. `fault`: something does not work or is not safe.
 */
export type Finding = { check: string; state: State; reason: string; params: Record<string, unknown> }

const finding =
  (state: State) =>
  (check: string, reason: string, params: Record<string, unknown> = {}): Finding => ({ check, state, reason, params })

export const ok = finding('ok')
export const attention = finding('attention')
export const fault = finding('fault')

const severity = { ok: 0, attention: 1, fault: 2 } as const
/** The worst state of all, as the exit code says it. */
export const worst = (findings: Finding[]): 0 | 1 | 2 =>
  findings.reduce<0 | 1 | 2>((most, { state }) => (severity[state] > most ? severity[state] : most), 0)
