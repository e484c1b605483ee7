import type { SignInStep } from '#kernel/auth/contract'
import { CodePage } from './code-page.tsx'
import { OrganisationChoice } from './organisation-choice.tsx'
import { SecondFactorAtSignIn } from './second-factor-at-sign-in.tsx'

type SignInStepsProps = { step: SignInStep; onEntered: (step: SignInStep) => void }

/** Whatever is left to do once the password was right. */
export function SignInSteps({ step: { next, organisations }, onEntered }: SignInStepsProps) {
  if (next === 'code') return <CodePage onEntered={onEntered} />
  if (next === 'second_factor') return <SecondFactorAtSignIn onEntered={onEntered} />
  return <OrganisationChoice organisations={organisations} onEntered={onEntered} />
}
