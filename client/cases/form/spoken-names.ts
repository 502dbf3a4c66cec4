import { inject, provide, type InjectionKey } from 'vue'

/** A name in the language somebody reads, beside the German one. */
interface SpokenName {
  readonly text: string
  readonly lang: string
  readonly dir: 'ltr' | 'rtl'
}
/** Null: there is none, or German is what is read. */
export type SpokenNames = (german: string) => SpokenName | null

const key: InjectionKey<SpokenNames> = Symbol('spoken names')

/** Forms below say their names in the language of the page, too. */
export function provideSpokenNames(names: SpokenNames): void {
  provide(key, names)
}

const none: SpokenNames = () => null
export const useSpokenNames = (): SpokenNames => inject(key, none)
