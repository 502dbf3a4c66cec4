import { ref, shallowRef, watch, type Ref } from 'vue'
import { languageFor, type Language } from '#shared/text/languages.ts'
import { speakOn, textsIn, type OtherLanguages } from '#client/text/spoken.ts'

/** What the head of a page without an account reads out of its texts. */
export interface LightTexts {
  readonly title: string
  readonly language: string
}

/** The texts of a page without an account: German is there, another language is fetched when it is chosen or the browser asks for it. */
export function useSpoken<T extends LightTexts>(german: T, others: OtherLanguages<T>) {
  /** What speaks now. */
  const chosen: Ref<Language> = ref('de')
  const texts = shallowRef(german)
  let wanted: Language = 'de'

  async function choose(language: Language): Promise<void> {
    wanted = language
    // Without a connection the page keeps the language it has.
    const fetched = await textsIn(german, others, language).catch(() => null)
    if (fetched === null || wanted !== language) return
    texts.value = fetched
    chosen.value = language
  }
  watch(
    texts,
    ({ title }) => {
      speakOn(document, chosen.value)
      document.title = title
    },
    { flush: 'post', immediate: true },
  )
  void choose(languageFor(navigator.languages))
  return { chosen, texts, choose }
}
