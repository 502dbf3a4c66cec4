import type { SessionView } from '#shared/contract/session-contract.ts'

export type Area = 'desk' | 'cases' | 'duty' | 'inbox' | 'retention' | 'trail' | 'district'

/**
 * Which parts of the desk a person is shown. Only hides what would be refused anyway; the rights themselves are the
 * server's (`shared/model/permissions`).
 */
export function areasOf(session: Pick<SessionView, 'roles' | 'unit'>): readonly Area[] {
  const has = (role: SessionView['roles'][number]): boolean => session.roles.includes(role)
  const areas: Area[] = []
  if (has('adviser') || has('manager')) areas.push('desk')
  if (has('adviser') || has('manager') || has('specialist')) areas.push('cases')
  if (has('specialist') || (has('adviser') && session.unit !== null)) areas.push('duty')
  areas.push('inbox')
  if (has('auditor') || has('administrator') || has('manager')) areas.push('trail')
  if (has('manager') || has('administrator') || has('auditor')) areas.push('retention')
  if (has('administrator') || has('auditor')) areas.push('district')
  return areas
}

/** Name of the page a person starts on. */
export function landingOf(
  session: Pick<SessionView, 'roles' | 'unit'>,
): 'desk' | 'duty' | 'retention' | 'trail' | 'account' {
  if (session.roles.includes('adviser')) return 'desk'
  if (session.roles.includes('auditor')) return 'trail'
  const areas = areasOf(session)
  if (areas.includes('duty')) return 'duty'
  if (areas.includes('desk')) return 'desk'
  return areas.includes('retention') ? 'retention' : 'account'
}
