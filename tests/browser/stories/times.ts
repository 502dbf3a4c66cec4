import type { Page } from 'playwright-core'

/** What a page shows no longer: an element of its own, or one that says this. */
interface Gone {
  readonly page: Page
  readonly selector: string
  readonly says?: string
}

/**
 * Milliseconds from a press on one page until something is gone from pages of the same machine, to be told and never judged:
 * a test that failed over them would fail over whatever else the machine does.
 */
export async function goneAfter(
  pressed: Page,
  press: () => Promise<void>,
  gone: Readonly<Record<string, Gone>>,
): Promise<Record<string, number>> {
  await pressed.evaluate(() => {
    const at = new Promise<number>((resolve) =>
      document.addEventListener('click', () => resolve(Date.now()), { once: true, capture: true }),
    )
    Object.assign(window, { pressedAt: () => at })
  })
  const ends = Object.entries(gone).map(async ([name, { page, selector, says = '' }]) => {
    const at = await page.evaluate(
      ([css, words]) =>
        new Promise<number>((resolve) => {
          const there = () =>
            [...document.querySelectorAll(css)].some((one) => one.textContent.includes(words))
          const look = () => (there() ? setTimeout(look, 5) : resolve(Date.now()))
          look()
        }),
      [selector, says] as const,
    )
    return [name, at] as const
  })
  await press()
  const from = await pressed.evaluate(() =>
    (window as unknown as { pressedAt(): Promise<number> }).pressedAt(),
  )
  const until = await Promise.all(ends)
  return Object.fromEntries(until.map(([name, at]) => [name, at - from]))
}
