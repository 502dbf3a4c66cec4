import { preference } from '#client/ui/preferences.ts'

/** Whether a sound says that it is the guest's turn. */
export const turnSound = preference<'on' | 'off'>('sounds', ['on', 'off'], 'on')

/** Fetched before it is needed, so that it comes at once. */
export const fetchTurnSound = () => import('#client/ui/sounds.ts')
