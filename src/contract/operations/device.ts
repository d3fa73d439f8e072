/**
 * Signing a program in through a browser (the shape of RFC 8628): the program shows a code, whoever is signed in looks at
 * who asks and decides, and the program gets a session of its own, once.
 */
import { z } from 'zod'
import { operation } from '../operation.ts'
import { done, instant } from '../shapes/answer.ts'
import { NO_QUERY } from '../shapes/request.ts'

const userCode = z
  .string()
  .min(1)
  .max(40)
  .describe('the code that the program shows; its spelling does not matter')

export const startDeviceLogin = operation({
  name: 'startDeviceLogin',
  summary: 'Begin to sign a program in through a browser.',
  method: 'POST',
  path: '/v1/device/start',
  access: { public: 'nobody is signed in before signing in; the answer opens nothing until somebody agrees' },
  params: NO_QUERY,
  body: z.strictObject({
    client: z.string().trim().min(1).max(60).describe('what asks, as the person will read it'),
    device: z.string().trim().max(100).optional().describe('the machine’s name'),
  }),
  answer: z.object({
    device_code: z.string().describe('secret: for polling'),
    user_code: z.string().describe('XXXX-XXXX, to be compared by the person'),
    verification_url: z.string(),
    verification_url_complete: z.string(),
    interval: z.number().int().describe('seconds between polls'),
    expires_at: instant,
  }),
})

export const pollDeviceLogin = operation({
  name: 'pollDeviceLogin',
  summary: 'Ask whether somebody has agreed; the session’s token is answered once.',
  method: 'POST',
  path: '/v1/device/token',
  access: { public: 'the secret device code is the proof' },
  params: NO_QUERY,
  body: z.strictObject({ device_code: z.string().min(1).max(200) }),
  answer: z.discriminatedUnion('state', [
    z.object({
      state: z.enum(['authorization_pending', 'slow_down']),
      interval: z.number().int().describe('seconds to wait before the next poll'),
    }),
    z.object({ state: z.enum(['access_denied', 'expired_token']) }),
    z.object({
      state: z.literal('approved'),
      user: z.object({ id: z.string(), email: z.string() }),
      organization: z.string().optional(),
      token: z.string(),
      expires_at: instant,
    }),
  ]),
})

export const showDeviceLogin = operation({
  name: 'showDeviceLogin',
  summary: 'Show who asks to be signed in with a code; needed before deciding.',
  method: 'POST',
  path: '/v1/device/show',
  access: { self: 'one’s own sign-in; the code is on the screen of the program that asks' },
  params: NO_QUERY,
  body: z.strictObject({ user_code: userCode }),
  answer: z.object({
    user_code: z.string(),
    client: z.string(),
    device: z.string().optional(),
    address: z.string(),
    same_address: z.boolean().describe('whether it asks from where this request comes from'),
    started_at: instant,
    expires_at: instant,
  }),
})

export const decideDeviceLogin = operation({
  name: 'decideDeviceLogin',
  summary: 'Let the program with this code in as oneself, or not.',
  method: 'POST',
  path: '/v1/device/decide',
  access: { self: 'one’s own sign-in' },
  params: NO_QUERY,
  body: z.strictObject({ user_code: userCode, decision: z.enum(['approve', 'deny']) }),
  answer: done,
})
