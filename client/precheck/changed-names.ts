import { identityKinds } from '#shared/model/evidence.ts'
import { fieldsOf, type Form } from '#shared/model/forms/form.ts'
import { paperMark } from '#shared/model/snapshot-papers.ts'

export interface ChangedNames {
  readonly answers: readonly string[]
  readonly papers: readonly string[]
}

/** What changed between two contents of a service, as the form and the Unterlagen call it. */
export function changedNames(
  keys: readonly string[],
  form: Form | undefined,
  t: (key: string, named?: Record<string, string>) => string,
): ChangedNames {
  const fields = form ? fieldsOf(form) : []
  const titleOf = (path: string) => {
    const head = path.split('/')[0] ?? path
    return fields.find((one) => one.path === head || head.startsWith(`${one.path}.`))?.title ?? head
  }
  const paperName = (key: string) => {
    const name = key.slice(paperMark.length)
    const kind = identityKinds.find((one) => one === name)
    return kind ? t('evidence.seenOriginal', { identity: t(`evidence.identity.${kind}`) }) : name
  }
  const answers = keys.filter((key) => !key.startsWith(paperMark)).map((path) => titleOf(path))
  return {
    answers: [...new Set(answers)],
    papers: keys.filter((key) => key.startsWith(paperMark)).map((key) => paperName(key)),
  }
}
