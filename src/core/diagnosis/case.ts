/**
 * What a diagnosis is made from: the organization at one revision, the person, the goal, the moment, the reader, and the
 * facts that only side tables know. Nothing here says more than the reader may be told.
 */
import type { PermissionKey } from '../catalogue/permissions.ts'
import type { Certificate } from '../decision/certificate.ts'
import type { Names } from '../decision/explain.ts'
import type { Member } from '../model/member.ts'
import type { Found } from '../remedies/find-remedies.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'

/** What the person means to do. */
export type Goal =
  | { readonly kind: 'sign_in' }
  | {
      readonly kind: 'permission'
      readonly permission: string
      /** Id of the scope, or as asked where there is none that the reader may know. */
      readonly scope: string
      /** The scope as it is shown. */
      readonly shown: string
    }
  | { readonly kind: 'feature'; readonly feature: string }

/** An attempt to sign in that was refused. */
export type RefusedAttempt = {
  /** Epoch milliseconds, as all instants here. */
  readonly at: number
  readonly cause: string
  /** From where. */
  readonly address?: string
}

/** A letter, and what became of it. */
export type LetterFact = {
  readonly id: string
  readonly address: string
  readonly state: 'queued' | 'sent' | 'failed'
  readonly at: number
  /** What the mail server said last. */
  readonly answer?: string
}

/** How signing in has gone lately. */
export type SignInFacts = {
  readonly passwordSetAt?: number
  readonly lastSignInAt?: number
  /** Those in force that open this organization, latest first. */
  readonly sessions: readonly {
    readonly id: string
    readonly method: string
    readonly createdAt: number
    /** Id of the one that signed them in, and what it said. */
    readonly provider?: string
    readonly claims?: { readonly groups: readonly string[] }
  }[]
  /** Of the last 24 hours, latest first. */
  readonly refused: readonly RefusedAttempt[]
  /** Too many attempts: until when the person has to wait. */
  readonly throttledUntil?: number
  /** A link that sets a new password is in force until then. */
  readonly resetUntil?: number
  /** The latest letter with such a link. */
  readonly letter?: LetterFact
}

/** How the newest link of the person's invitation went out. */
export type InvitationFacts = {
  readonly delivery: 'shown' | 'mail' | 'mail_and_shown' | 'sign_in'
  readonly letter?: LetterFact
  /** Attempts of the last 24 hours to accept it by single sign-on, latest first. */
  readonly refused?: readonly RefusedAttempt[]
}

/** Another organization in which the person is, and about whose people the reader may ask. */
export type Tenant = {
  readonly id: string
  readonly name: string
  readonly displayName: string
  readonly standing: 'active' | 'blocked' | 'invited'
}

export type DiagnosisFacts = {
  /** In normal form, where it is known. */
  readonly email?: string
  /** Absent: nothing is known of it, as of a moment in the past. */
  readonly signIn?: SignInFacts
  /** Of a pending invitation. */
  readonly invitation?: InvitationFacts
  readonly tenants: readonly Tenant[]
  /** Whether there is a mail server. */
  readonly mail: boolean
  readonly signInUrl: string
}

/** What the one who asks may see and do. */
export type Reader = {
  /** What the person has; of one's own access, all of it. */
  readonly roles: boolean
  readonly groups: boolean
  /** When and from where somebody tried to sign in. */
  readonly attempts: boolean
  readonly may: (permission: PermissionKey, scope: string) => boolean
  /** Whether they hold it there themselves, as it takes to give it. */
  readonly holds: (permission: string, scope: string) => boolean
}

export type Case = {
  readonly snapshot: Snapshot
  /** Id, or what was asked where there is nobody of that name. */
  readonly principal: string
  /** Absent: not a member here. */
  readonly member: Member | undefined
  readonly goal: Goal
  readonly facts: DiagnosisFacts
  readonly reader: Reader
  readonly names: Names
  /** Epoch milliseconds. */
  readonly now: number
  /** Hexadecimal SHA-256 of UTF-8 text. */
  readonly sha256: (text: string) => string
  /** The remedies that were tried out. */
  readonly found: Found
  /** Of a permission, whole: what is said of it is cut to what the reader may see. */
  readonly certificate: Certificate | undefined
}
