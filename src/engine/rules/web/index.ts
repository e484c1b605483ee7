export { NewRulePage } from './new-rule-page.tsx'
export { RulePage } from './rule-page.tsx'
export { RulesSettings } from './rules-settings.tsx'
