/** What holds of loading on every store: the tables say what the journal says. */
import { describe, expect, test } from 'vitest'
import type { Event } from '../../../src/core/catalogue/events.ts'
import { createCustomer, loadState, organizations, readJournal } from '../../../src/store/store.ts'
import {
  AT,
  CUSTOMER,
  EVENT_TYPES,
  found,
  groupCreated,
  history,
  organization,
  write,
} from '../support/histories.ts'
import { type Kind, withStore } from '../support/stores.ts'

export function loadContract(kind: Kind): void {
  describe('loading', () => {
    test('the history of these tests has every type of event', () => {
      const told = new Set<string>(history('org_1').map(({ event }) => event.type))
      expect(EVENT_TYPES.filter((type) => !told.has(type))).toEqual([])
    })

    test('after each event, whatever its type, the loaded state is the state that the event leads to', async () => {
      await withStore(kind, async (store) => {
        await store.write(createCustomer(store.build, { id: CUSTOMER, name: 'C', createdAt: AT }))
        for (const id of ['org_1', 'org_2']) {
          for (const [sequence, { event, state }] of history(id).entries()) {
            await write(store, id, sequence, [event])
            expect(await loadState(store, id), event.type).toStrictEqual(state)
          }
        }
        const written = (await readJournal(store, 'org_2', 1, 1000)).map(({ event }) => event)
        expect(written).toEqual(history('org_2').map(({ event }) => event))
      })
    })

    test('a history written in one commit loads like one written event by event', async () => {
      await withStore(kind, async (store) => {
        await store.write(createCustomer(store.build, { id: CUSTOMER, name: 'C', createdAt: AT }))
        const told = history('org_1')
        await write(
          store,
          'org_1',
          0,
          told.map(({ event }) => event),
        )
        expect(await loadState(store, 'org_1')).toStrictEqual(told.at(-1)!.state)
      })
    })

    test('lists come sorted byte by byte, over many pages, and only of the organization that was asked for', async () => {
      await withStore(kind, async (store) => {
        await found(store, 'org_1')
        await found(store, 'org_2')
        const ids = Array.from(
          { length: 4500 },
          (_, n) => `grp_${((n * 7919) % 4500).toString(36)}${n % 2 ? 'Z' : 'a'}`,
        )
        await write(
          store,
          'org_1',
          1,
          ids.map((id) => groupCreated(id)),
        )
        await write(store, 'org_2', 1, [groupCreated('grp_other')])
        const seats = ids.slice(0, 2500).map((group, n): Event => {
          const seat = {
            group: n % 2 ? group : 'grp_one',
            principal: `usr_${(n * 31) % 2500}`,
            source: 'manual',
          } as const
          return { type: 'group.member.added', data: { seat } }
        })
        await write(store, 'org_1', 1 + ids.length, seats)
        const state = (await loadState(store, 'org_1'))!
        expect(state.groups.map(({ id }) => id)).toEqual(ids.toSorted())
        const keys = state.seats.map(({ group, principal }) => `${group} ${principal}`)
        expect(keys).toHaveLength(2500)
        expect(keys).toEqual(keys.toSorted())
      })
    })

    test('an organization that does not exist is not there', async () => {
      await withStore(kind, async (store) => {
        expect(await loadState(store, 'org_none')).toBeUndefined()
        await found(store)
        expect(await organizations(store)).toEqual([
          {
            id: 'org_1',
            customer: CUSTOMER,
            name: 'org-1',
            displayName: organization('org_1').displayName,
            tier: 'team',
            revision: 1,
            createdAt: AT,
          },
        ])
      })
    })
  })
}
