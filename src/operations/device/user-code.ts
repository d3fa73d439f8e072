/**
 * The code that a person compares and types: eight letters without vowels, so that no two look alike and none make words.
 * There are 25 thousand million of them, for ten minutes each; what is stored is a keyed hash.
 */
import { createHmac, randomInt } from 'node:crypto'

const LETTERS = 'BCDFGHJKLMNPQRSTVWXZ'
const LENGTH = 8
const CODE = new RegExp(`^[${LETTERS}]{${LENGTH}}$`)

export function newUserCode(): string {
  const letters = Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)])
  return spelt(letters.join(''))
}

/** @param given as somebody typed it @returns `undefined` for what cannot be one */
export function userCodeIn(given: string): string | undefined {
  const letters = given.toUpperCase().replaceAll(/[\s-]/g, '')
  return CODE.test(letters) ? spelt(letters) : undefined
}

function spelt(letters: string): string {
  return `${letters.slice(0, LENGTH / 2)}-${letters.slice(LENGTH / 2)}`
}

export function hashUserCode(secretKey: Uint8Array, code: string): string {
  return createHmac('sha256', secretKey).update('compartment device code 1\n').update(code).digest('hex')
}
