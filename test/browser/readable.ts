/** Whether a page can be read by everyone, looked at when it is at rest: what still fades or moves is no page yet. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** WCAG 2.2 AA, and what axe finds good practice. */
export const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** The same for several frames: nothing that ends is under way, and what floats has found its place. */
const AT_REST = `(async () => {
  const frame = () => new Promise((drawn) => requestAnimationFrame(drawn))
  const isUnderWay = ({ playState, effect }) =>
    playState === 'running' && effect.getComputedTiming().iterations !== Infinity
  const boxOf = (element) => Object.values(element.getBoundingClientRect().toJSON())
  const look = () => JSON.stringify([
    document.getAnimations().filter(isUnderWay).length,
    [...document.querySelectorAll('[role="menu"]')].map((menu) => [boxOf(menu), getComputedStyle(menu).opacity]),
    boxOf(document.documentElement),
  ])
  await document.fonts.ready
  for (let same = 0, last = look(); same < 3; ) {
    await frame()
    const now = look()
    same = now === last && now.startsWith('[0,') ? same + 1 : 0
    last = now
  }
})()`

export async function settled(page: Page): Promise<void> {
  await page.evaluate(AT_REST)
}

/** Evaluated in place of axe where the page has it from an earlier look: reading half a megabyte takes as long as looking. */
const THERE_ALREADY = 'window.axe'

/** @returns what axe has against the page, in words; empty for a page that everybody can read */
export async function unreadable(page: Page): Promise<readonly string[]> {
  await settled(page)
  const known = await page.evaluate<boolean>('window.axe !== undefined')
  const axe = known ? new AxeBuilder({ page, axeSource: THERE_ALREADY }) : new AxeBuilder({ page })
  const { violations } = await axe
    .options({ resultTypes: ['violations'] })
    .withTags(RULES)
    // Judged in the page itself, not in an empty one opened for it: the console has no frames of other sites.
    .setLegacyMode()
    .analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  )
}
