import { canonicalJson, digestOf } from '../canonical.ts'
import { isFilled, type FormValues } from '../forms/values.ts'
import { evaluate, pathsIn, type Answers } from './evaluate.ts'
import { followingPaper } from './rule-papers.ts'
import { requirementsOn, type Requirement } from './requirement.ts'

export type Colour = 'green' | 'amber' | 'red'

/**
 * What somebody decided over a requirement; it holds while the answers the rule looks at stay as they were. A paper that follows
 * (`follow`) is kept with the Unterlagen and only told here.
 */
export interface FindingDecision {
  readonly requirement: string
  readonly decision: 'accept' | 'refuse' | 'follow'
  readonly text: string
  readonly source: string
  /** ISO day; null unless promised. */
  readonly until: string | null
  /** Digest of the answers the rule looks at ({@link inputsOf}). */
  readonly inputs: string
  readonly byName: string
  /** ISO instant. */
  readonly at: string
}

/** Befund: the result of one requirement. */
export interface RequirementFinding {
  readonly requirement: Requirement
  /** `discretion`: the specialist has to decide; `decided`: the specialist has. */
  readonly state: 'met' | 'missing' | 'follows' | 'discretion' | 'decided'
  readonly colour: Colour
  readonly decision: FindingDecision | null
}

export interface Findings {
  readonly rows: readonly RequirementFinding[]
  readonly colour: Colour
  /** Requirements a specialist still has to decide over. */
  readonly open: number
}

/** Vorprüfung of one service: pure, the same in browser and server. `today` chooses the rules. */
export function findingsOf(
  rules: readonly Requirement[],
  answers: Answers,
  decisions: readonly FindingDecision[],
): Findings {
  const rows = requirementsOn(rules, answers.today)
    .filter(({ when }) => when === undefined || evaluate(when, answers))
    .map((requirement) => findingOf(requirement, answers, decisions))
  return {
    rows,
    colour: worst(rows.map((row) => row.colour)),
    open: rows.filter((row) => row.state === 'discretion').length,
  }
}

function findingOf(
  requirement: Requirement,
  answers: Answers,
  decisions: readonly FindingDecision[],
): RequirementFinding {
  if (evaluate(requirement.met, answers))
    return { requirement, state: 'met', colour: 'green', decision: null }
  const inputs = inputsOf(requirement, answers.values)
  const decision =
    decisions.findLast((one) => one.requirement === requirement.id && one.inputs === inputs) ?? null
  if (decision?.decision === 'accept') return { requirement, state: 'decided', colour: 'green', decision }
  if (decision?.decision === 'refuse') return { requirement, state: 'decided', colour: 'red', decision }
  const follow = followOf(requirement, answers)
  if (follow) return { requirement, state: 'follows', colour: 'amber', decision: follow }
  if (requirement.discretion) return { requirement, state: 'discretion', colour: 'amber', decision: null }
  return { requirement, state: 'missing', colour: requirement.effect, decision: null }
}

/** The paper that was promised for it, while its day has not passed. */
function followOf(requirement: Requirement, { papers = [], today }: Answers): FindingDecision | undefined {
  const title = followingPaper(requirement)
  const promise = papers.findLast((one) => one.title === title && one.until !== null && today <= one.until)
  if (!promise) return undefined
  const { byName, at, until } = promise
  const { id, source } = requirement
  return { requirement: id, decision: 'follow', text: '', source, until, inputs: '', byName, at }
}

function worst(colours: readonly Colour[]): Colour {
  if (colours.includes('red')) return 'red'
  return colours.includes('amber') ? 'amber' : 'green'
}

/** Digest of the answers a requirement looks at: a decision over it binds to them and to nothing else. */
export function inputsOf(requirement: Requirement, values: FormValues): string {
  const paths = [requirement.met, ...(requirement.when ? [requirement.when] : [])].map(pathsIn)
  const all = paths.includes(null)
  const named = paths.flatMap((each) => each ?? [])
  const seen = Object.entries(values.fields).filter(
    ([key, value]) =>
      isFilled(value) && (all || named.some((path) => key === path || key.startsWith(`${path}.`))),
  )
  const groups = all ? values.groups : {}
  return digestOf(canonicalJson({ requirement: requirement.id, fields: Object.fromEntries(seen), groups }))
}
