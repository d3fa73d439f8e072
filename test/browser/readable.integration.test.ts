/** What keeps somebody from reading a page is found, at the first look at it and at every later one. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openBrowser } from './browser.ts'
import { unreadable } from './readable.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser?.close())

const FAULTY = `<!doctype html><html lang="en"><title>Faulty</title><main><h1>Faulty</h1>
  <p style="color: #aaa; background: #fff">faint</p><button></button></main></html>`

it('a page is unreadable as long as it has faults, and for them alone', async () => {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.setContent(FAULTY)
  const found = async () => new Set((await unreadable(page)).map((fault) => fault.split(':')[0]))
  expect(await found()).toEqual(new Set(['button-name', 'color-contrast']))
  await page.evaluate(`document.querySelector('p').remove()`)
  expect(await found()).toEqual(new Set(['button-name']))
  await page.evaluate(`document.querySelector('button').textContent = 'Go on'`)
  expect(await found()).toEqual(new Set())
  await page.evaluate(`document.querySelector('h1').style.color = '#ddd'`)
  expect(await found()).toEqual(new Set(['color-contrast']))
  await context.close()
})
