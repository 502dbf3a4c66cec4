import fc from 'fast-check'
import { canonicalJson, digestOf } from '#shared/model/canonical.ts'
import { checkForm } from '#shared/model/checks/check-form.ts'
import { formOf } from '#shared/model/forms/form-of.ts'
import { valuesFrom } from '#shared/model/forms/values.ts'
import { findingsOf } from '#shared/model/precheck/findings.ts'
import type { Requirement } from '#shared/model/precheck/requirement.ts'
import { generatedAnswers } from './generated-answers.ts'

/** What goes into the rules; plain data, so that it can be given to a page. */
export interface RuleBook {
  readonly forms: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly requirements: Readonly<Record<string, readonly Requirement[]>>
  readonly today: string
}

/** By service the digest of everything the plausibility and the requirements say about `cases` generated answers in all. */
export function verdicts({ forms, requirements, today }: RuleBook, cases: number): Record<string, string> {
  const services = Object.keys(requirements)
  const numRuns = Math.ceil(cases / services.length)
  return Object.fromEntries(
    services.map((service) => {
      const form = formOf(forms[service]!)
      const said = fc.sample(generatedAnswers(form), { numRuns, seed: 11 }).map((typed) => {
        const values = valuesFrom(form, typed)
        const check = checkForm(form, values, { today })
        const { rows, colour, open } = findingsOf(requirements[service]!, { values, check, today }, [])
        return {
          typed,
          status: check.status,
          missing: [...check.missing.keys()],
          findings: [...check.findings].map(([key, { code, level }]) => `${key} ${level} ${code}`),
          rows: rows.map((row) => `${row.requirement.id} ${row.state} ${row.colour}`),
          colour,
          open,
        }
      })
      return [service, digestOf(canonicalJson(said))]
    }),
  )
}
