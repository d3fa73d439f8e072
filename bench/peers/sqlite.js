/** One prepared query per check on an in-memory SQLite that holds the facts, indexed; it resolves the scope itself. */
import { DatabaseSync } from 'node:sqlite'

const SCHEMA = `
create table outward (path text, scope text, distance integer, primary key (path, distance)) without rowid;
create table direct (subject text, scope text, role text, primary key (subject, scope, role)) without rowid;
create table seat (person text, team text, primary key (person, team)) without rowid;
create table role_key (role text, key text, primary key (role, key)) without rowid;
`

const CHECK = `
with held (distance, role) as (
  select o.distance, d.role from outward o join direct d on d.subject = ?1 and d.scope = o.scope where o.path = ?2
  union all
  select o.distance, d.role from outward o join seat s on s.person = ?1
    join direct d on d.subject = s.team and d.scope = o.scope where o.path = ?2
)
select exists (
  select 1 from held join role_key k on k.role = held.role and k.key = ?3
  where held.distance = (select min(distance) from held)
)`

export function build({ state, roles, now }) {
  const database = new DatabaseSync(':memory:')
  database.exec(SCHEMA)
  database.exec('begin')
  const insert = (table, width) =>
    database.prepare(`insert or ignore into ${table} values (${Array(width).fill('?').join()})`)
  const outward = insert('outward', 3)
  const place = (path, chain) => chain.forEach((scope, distance) => outward.run(path, scope, distance))
  const top = state.organization.id
  const names = new Map(state.projects.map(({ id, name }) => [id, name]))
  place('organization', [top])
  for (const { id, name } of state.projects) place(name, [id, top])
  for (const { id, name, project } of state.environments)
    place(`${names.get(project)}/${name}`, [id, project, top])
  const direct = insert('direct', 3)
  for (const { subject, scope, role, expiresAt } of state.assignments) {
    if ((expiresAt ?? now + 1) > now) direct.run(subject.id, scope, role)
  }
  const seat = insert('seat', 2)
  for (const { principal, group } of state.seats) seat.run(principal, group)
  const key = insert('role_key', 2)
  for (const { id, permissions } of roles) for (const name of permissions) key.run(id, name)
  database.exec('commit; analyze')
  const check = database.prepare(CHECK)
  check.setReturnArrays(true)
  return (principal, permission, scope) => check.get(principal, scope, permission)[0] === 1
}
