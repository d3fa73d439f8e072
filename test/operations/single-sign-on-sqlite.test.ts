import { singleSignOnOn } from './single-sign-on.ts'

singleSignOnOn(async () => ({ options: { memory: true }, [Symbol.asyncDispose]: async () => {} }))
