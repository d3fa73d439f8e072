/** Says yes or no to a program that asks, once. */
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { type Fault, faultOf } from '../../api/fault.ts'

export type Decision = 'approve' | 'deny'

export type Deciding = {
  readonly decide: (decision: Decision) => void
  /** What is being sent. */
  readonly sending: Decision | undefined
  readonly fault: Fault | undefined
}

export function useDecision(userCode: string, decided: (decision: Decision) => void): Deciding {
  const [sending, setSending] = useState<Decision>()
  const [fault, setFault] = useState<Fault>()
  const send = async (decision: Decision): Promise<void> => {
    setSending(decision)
    setFault(undefined)
    try {
      await api.decideDeviceLogin({ body: { user_code: userCode, decision } })
      decided(decision)
    } catch (error) {
      setFault(faultOf(error))
    } finally {
      setSending(undefined)
    }
  }
  return { decide: (decision) => void send(decision), sending, fault }
}
