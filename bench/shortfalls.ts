/** Why a row misses its bar, and what would close the gap. Printed only below rows that do miss it. */
export const SHORTFALLS: Readonly<Record<string, string>> = {
  'check, vs a dense precomputed table':
    'both sides pay for the same three look-ups of strings; on top of them ours finds the person’s table and walks up to three scopes, where the other reads one bit. Ids that are numbers for the caller too would save both.',
  'check, vs better-auth access plugin': 'as with CASL, next; in quieter runs it is met.',
  'check, vs CASL':
    'each side is asked the questions once in turn, so ours runs with caches that the peer has just emptied: at 0.3–0.6 µs that is most of the time. The order is kept because it flatters nobody.',
  'check, vs casbin': 'as with CASL: our side runs cold after the peer’s turn.',
  'check, vs cedar-wasm': 'as with CASL: our side runs cold after the peer’s turn.',
  'check, vs one SQLite query per check': 'as with CASL: our side runs cold after the peer’s turn.',
  'check at W10, vs W':
    'the maps from id to number no longer fit the cache. Numbers in place of ids within one process, or perfect hashing at load, would help.',
  'check at W100, vs W': 'the same, ten times larger.',
  'check with 10 × assignments per person, vs W':
    'a person’s table grows with what they hold and leaves the nearest cache.',
  'memory per 1,000 assignments, vs casbin, cold':
    'ours holds the facts themselves (people, names, dates, projects, ids of assignments), the other only the graph. Packing people and ids into columns as assignments are now is what is missing.',
  'memory per 1,000 assignments, vs casbin, warm':
    'the same, and a table for every person, each with at least 16 numbers.',
  'load 1,000,000 assignments, vs iterating the same rows':
    'a million assignments of a million people: what is left is finding three strings in maps for each. A binary snapshot beside the database, for warm starts, is not built.',
  'durable one-person change, vs a bare INSERT':
    'one commit writes three tables and their indexes where the other writes one, and both wait for the disk; with several writers they share it, see the next row.',
  'replay of the journal':
    'an event costs about 2 µs of processor time: a sixth of it is finding ids of people, roles and scopes in maps, an eighth the collector, a fifth the lists of who holds what and of what each group has, which are copied for each entry.',
  'HTTP check, authenticated, vs bare `node:http`':
    'what is left is the work itself: hashing the token, reading head and body, a dozen look-ups, and twice as many bytes of headers; met in quieter runs.',
  'HTTP list batch of 1,000, vs single, checks per second':
    'a single check became faster than when the bar was set, and a list of 100 kB a request is at the collector’s mercy; met in quieter runs. The matrix spares most of it.',
  'HTTP checks, vs Cerbos, batches':
    'each question in a list is about 100 bytes to read and, two times in three, somebody new to look up, while a request of the other names one person; met in quieter runs.',
  'PostgreSQL, two replicas: writes, vs pgbench single-row inserts':
    'writes to one organization are decided one after the other, each on what the one before has made durable, so of 16 writers in 8 organizations at most 4 share a transaction in each server. That takes three round trips where an INSERT takes one; in a profile the servers stood idle for half of the time. Deciding on what is not durable yet would fill it.',
  'server: cold start to ready on W':
    'the server runs from source: a quarter of the start is stripping types from about 300 files. A bundle or a compile cache would take it away.',
  'server: resident memory on W': 'Node with its libraries is about 110 MB of it.',
}
